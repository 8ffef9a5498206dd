import { integerType, textType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import type { ArgumentType } from './numeric-type.ts';
import { arithmeticType, commonType, fixed, operandType, quotientScale } from './numeric-type.ts';

type Types = readonly ArgumentType[];
type Rule = DataType | ((types: Types) => DataType | undefined);

const real: DataType = { kind: 'real' };
const boolean: DataType = { kind: 'boolean' };
const date: DataType = { kind: 'date' };
const small = fixed(2, 0);
const variant: DataType = { kind: 'variant' };

const same = (types: Types): DataType | undefined => types[0] ?? undefined;
const number = (types: Types): DataType | undefined => operandType(types[0]);
const common = (types: Types): DataType | undefined => commonType(types);
const moment = (types: Types): DataType | undefined => {
  const type = types.at(-1);
  return type?.kind === 'text' ? { kind: 'timestamp_ntz', scale: 9 } : (type ?? undefined);
};
/** SUM keeps the digits behind the point. */
const total = (types: Types): DataType | undefined => {
  const type = operandType(types[0]);
  return type?.kind === 'fixed' ? fixed(38, type.scale) : type;
};
const average = (types: Types): DataType | undefined => {
  const type = operandType(types[0]);
  return type?.kind === 'fixed' ? fixed(38, quotientScale(type.scale)) : type;
};
/** MEDIAN and PERCENTILE_CONT of a NUMBER(p, s) are a NUMBER(p + 3, s + 3). */
const middle = (types: Types): DataType | undefined => {
  const type = operandType(types[0]);
  return type?.kind === 'fixed' ? fixed(type.precision + 3, type.scale + 3) : type;
};
const whole = (types: Types): DataType | undefined => {
  const type = operandType(types[0]);
  return type?.kind === 'fixed' && types.length === 1 ? fixed(type.precision - type.scale + (type.scale > 0 ? 1 : 0), 0) : undefined;
};

const named = (type: Rule, names: string): Readonly<Record<string, Rule>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, type]));

/** The result types of functions and aggregates; one that is not listed has the type the engine finds. */
const rules: Readonly<Record<string, Rule>> = {
  ...named(textType, 'CONCAT CONCAT_WS UPPER LOWER INITCAP TRIM LTRIM RTRIM REPLACE REVERSE LEFT RIGHT REPEAT LPAD RPAD SPLIT_PART SUBSTRING CHR REGEXP_REPLACE REGEXP_SUBSTR TO_CHAR TO_JSON TYPEOF SYSTEM$TYPEOF LISTAGG STRTOK TRANSLATE INSERT SPACE ARRAY_TO_STRING GET_PATH_TEXT HEX_ENCODE HEX_DECODE_STRING BASE64_ENCODE BASE64_DECODE_STRING TRY_HEX_DECODE_STRING TRY_BASE64_DECODE_STRING AS_CHAR MONTHNAME DAYNAME UUID_STRING RANDSTR'), // prettier-ignore
  MD5: { kind: 'text', length: 32 },
  SHA1: { kind: 'text', length: 40 },
  SHA2: { kind: 'text', length: 128 },
  ...named(fixed(18, 0), 'LENGTH OCTET_LENGTH BIT_LENGTH POSITION REGEXP_INSTR REGEXP_COUNT COUNT COUNT_IF APPROX_COUNT_DISTINCT ROW_NUMBER RANK DENSE_RANK NTILE EDITDISTANCE JAROWINKLER_SIMILARITY REGR_COUNT'), // prettier-ignore
  ...named(fixed(9, 0), 'DATEDIFF ARRAY_SIZE ARRAY_POSITION'),
  ...named(small, 'MONTH DAY HOUR MINUTE SECOND QUARTER DAYOFWEEK DAYOFWEEKISO WEEK WEEKISO'),
  ...named(fixed(3, 0), 'DAYOFYEAR'),
  ...named(fixed(4, 0), 'YEAR YEAROFWEEK YEAROFWEEKISO'),
  ...named(fixed(19, 0), 'HASH HASH_AGG SEQ4 RANDOM'),
  ...named(integerType, 'BITAND BITOR BITXOR BITNOT BITSHIFTLEFT BITSHIFTRIGHT BITAND_AGG BITOR_AGG BITXOR_AGG'),
  ...named(boolean, 'STARTSWITH ENDSWITH CONTAINS REGEXP_LIKE EQUAL_NULL IS_NULL_VALUE TO_BOOLEAN TRY_TO_BOOLEAN BOOLAND BOOLOR BOOLXOR BOOLNOT BOOLAND_AGG BOOLOR_AGG BOOLXOR_AGG ARRAY_CONTAINS ARRAYS_OVERLAP IS_ARRAY IS_OBJECT IS_BOOLEAN IS_INTEGER IS_DECIMAL IS_DOUBLE IS_CHAR AS_BOOLEAN IS_DATE IS_ROLE_IN_SESSION'), // prettier-ignore
  ...named(real, 'SQRT POWER EXP LN LOG PI SIN COS TAN ASIN ACOS ATAN ATAN2 SINH COSH TANH COT DEGREES RADIANS CBRT TO_DOUBLE TRY_TO_DOUBLE AS_DOUBLE CORR COVAR_POP COVAR_SAMP REGR_SLOPE REGR_INTERCEPT REGR_R2 SKEW KURTOSIS PERCENT_RANK CUME_DIST APPROX_PERCENTILE HAVERSINE NORMAL'), // prettier-ignore
  ...named(date, 'TO_DATE TRY_TO_DATE LAST_DAY NEXT_DAY PREVIOUS_DAY DATE_FROM_PARTS CURRENT_DATE AS_DATE'),
  ...named({ kind: 'time', scale: 9 }, 'TO_TIME TRY_TO_TIME TIME_FROM_PARTS CURRENT_TIME'),
  ...named(
    { kind: 'timestamp_ntz', scale: 9 },
    'TO_TIMESTAMP TO_TIMESTAMP_NTZ TRY_TO_TIMESTAMP TRY_TO_TIMESTAMP_NTZ TIMESTAMP_NTZ_FROM_PARTS SYSDATE',
  ),
  ...named({ kind: 'timestamp_ltz', scale: 9 }, 'TO_TIMESTAMP_LTZ TRY_TO_TIMESTAMP_LTZ CURRENT_TIMESTAMP TIMESTAMP_LTZ_FROM_PARTS'),
  ...named({ kind: 'timestamp_tz', scale: 9 }, 'TO_TIMESTAMP_TZ TRY_TO_TIMESTAMP_TZ TIMESTAMP_TZ_FROM_PARTS'),
  ...named(variant, 'PARSE_JSON TRY_PARSE_JSON TO_VARIANT GET GET_PATH GET_IGNORE_CASE STRIP_NULL_VALUE ARRAY_MAX ARRAY_MIN REDUCE'),
  ...named({ kind: 'object' }, 'OBJECT_CONSTRUCT OBJECT_CONSTRUCT_KEEP_NULL OBJECT_AGG OBJECT_DELETE OBJECT_INSERT OBJECT_PICK TO_OBJECT AS_OBJECT ARRAYS_TO_OBJECT'), // prettier-ignore
  ...named({ kind: 'array' }, 'ARRAY_CONSTRUCT ARRAY_CONSTRUCT_COMPACT ARRAY_AGG ARRAY_UNIQUE_AGG ARRAY_APPEND ARRAY_PREPEND ARRAY_CAT ARRAY_COMPACT ARRAY_DISTINCT ARRAY_EXCEPT ARRAY_INTERSECTION ARRAY_FLATTEN ARRAY_INSERT ARRAY_REMOVE ARRAY_REMOVE_AT ARRAY_SLICE ARRAY_SORT ARRAY_GENERATE_RANGE ARRAY_REVERSE ARRAYS_ZIP OBJECT_KEYS SPLIT STRTOK_TO_ARRAY REGEXP_SUBSTR_ALL TO_ARRAY AS_ARRAY FILTER TRANSFORM'), // prettier-ignore
  ...named({ kind: 'binary', length: 8_388_608 }, 'TO_BINARY TRY_TO_BINARY'),
  ...named(common, 'COALESCE NVL GREATEST LEAST GREATEST_IGNORE_NULLS LEAST_IGNORE_NULLS'),
  ...named(same, 'MIN MAX ANY_VALUE MODE LAG LEAD FIRST_VALUE LAST_VALUE NTH_VALUE NULLIF MIN_BY MAX_BY PERCENTILE_DISC'),
  ...named(number, 'ABS ZEROIFNULL NULLIFZERO'),
  ...named(total, 'SUM'),
  ...named(average, 'AVG'),
  ...named(middle, 'MEDIAN PERCENTILE_CONT'),
  ...named(whole, 'CEIL FLOOR'),
  ...named(moment, 'DATEADD DATE_TRUNC ADD_MONTHS TIME_SLICE'),
  DATE_PART: fixed(18, 0),
  ADD_MONTHS: (types) => moment([types[0]]),
  TIME_SLICE: (types) => moment([types[0]]),
  IFF: (types) => commonType(types.slice(1)),
  NVL2: (types) => commonType(types.slice(1)),
  DECODE: (types) => commonType(types.filter((_, index) => index > 0 && (index % 2 === 0 || index === types.length - 1))),
  MOD: ([left, right]) => arithmeticType('mod', left, right),
  DIV0: ([left, right]) => arithmeticType('div', left, right),
  DIV0NULL: ([left, right]) => arithmeticType('div', left, right),
  CONVERT_TIMEZONE: (types) => ({ kind: types.length === 3 ? 'timestamp_ntz' : 'timestamp_tz', scale: 9 }),
  RATIO_TO_REPORT: ([type]) => arithmeticType('div', type, type),
};

export function resultType(name: string, types: Types): DataType | undefined {
  const rule = rules[name];
  return typeof rule === 'function' ? rule(types) : rule;
}
