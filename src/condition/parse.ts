import { ConditionSyntaxError } from './condition-syntax-error.ts';
import { operatorFor } from './did-you-mean.ts';
import type { ComparisonOperator, Condition, Expression, Path } from './expression.ts';
import { comparisonOperators } from './expression.ts';
import { logicalProblem, operandProblem, valueProblem } from './operand-rules.ts';
import { readAggregate, readNamed, readPath, unknownFunction } from './read-name.ts';
import { TokenReader } from './token-reader.ts';
import { tokenize } from './tokenize.ts';

const longestText = 2000;
/** Parentheses, `!`, `-` and function calls inside each other. The parser recurses, so depth must not come from outside. */
const deepest = 50;

const functionNames = ['any', 'contains', 'len', 'has', 'p'] as const;
type FunctionName = (typeof functionNames)[number];

/** Thousands of checks share a few conditions, and several stages ask for each. Texts are short and the map is bounded. */
const parsed = new Map<string, Condition>();
const mostParsed = 1000;

const checkValue: Path = { kind: 'path', segments: ['value'] };

/**
 * Parses `[warn:] expression`. Throws `ConditionSyntaxError` when the text is no condition; whether its names exist is not
 * known here. The grammar, weakest operator first:
 *
 *     or         = and { "||" and }
 *     and        = comparison { "&&" comparison }
 *     comparison = sum [ operator sum ] | operator sum          (nothing on the left: the value of this check)
 *     sum        = product { ("+" | "-") product }
 *     product    = unary { ("*" | "/") unary }
 *     unary      = ("!" | "-") unary | primary
 *     primary    = "(" or ")" | number [unit] | text | true | false | null | baseline | function | [operation] aggregate | path
 *     function   = any(value, ...) | contains([path,] value) | len(path) | has(path)
 *     aggregate  = p(95) | avg | min | max | med | count | errors | error_rate
 *     operation  = dotted name | text
 *     path       = name { "." name | "[" position "]" | "[" text "]" }
 */
export function parseCondition(text: string): Condition {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const condition = parseText(text);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, condition);
  return condition;
}

function parseText(text: string): Condition {
  if (text.length > longestText) {
    throw new ConditionSyntaxError(`expected at most ${longestText} characters, got ${text.length}`, longestText);
  }
  const prefix = /^\s*warn\s*:/.exec(text)?.[0] ?? '';
  const expression = new Parser(new TokenReader(tokenize(text, prefix.length))).parse();
  return { severity: prefix === '' ? 'fail' : 'warn', expression };
}

/** As `parseCondition`, for stages that must not throw; undefined when the text is no condition. */
export function tryParseCondition(text: string): Condition | undefined {
  try {
    return parseCondition(text);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return undefined;
    throw error;
  }
}

class Parser {
  readonly #reader: TokenReader;
  /** Where each expression begins, for the errors that are found when its surroundings are known. */
  readonly #starts = new Map<Expression, number>();
  #depth = 0;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  parse(): Expression {
    const expression = this.#or();
    const next = this.#reader.token();
    if (next.type !== 'end') {
      const operator = next.type === 'name' ? operatorFor(next.value) : undefined;
      throw this.#reader.unexpected(operator ?? 'an operator or the end of the condition');
    }
    this.#requireLogical(expression);
    return expression;
  }

  #or(): Expression {
    return this.#joined('||', () => this.#joined('&&', () => this.#comparison()));
  }

  #joined(operator: '&&' | '||', parseOperand: () => Expression): Expression {
    let left = parseOperand();
    while (this.#reader.takeSymbol([operator]) !== undefined) {
      const right = parseOperand();
      this.#requireLogical(left);
      this.#requireLogical(right);
      left = this.#at(this.#startOf(left), { kind: 'logic', operator, left, right });
    }
    return left;
  }

  #comparison(): Expression {
    const start = this.#reader.token().offset;
    const leading = this.#reader.takeSymbol(comparisonOperators);
    if (leading !== undefined) return this.#compared(start, leading, this.#at(start, { ...checkValue }));
    const left = this.#sum();
    const operator = this.#reader.takeSymbol(comparisonOperators);
    return operator === undefined ? left : this.#compared(start, operator, left);
  }

  #compared(start: number, operator: ComparisonOperator, left: Expression): Expression {
    const right = this.#sum();
    this.#requireValue(left);
    this.#requireValue(right);
    const again = this.#reader.token();
    if (this.#reader.takeSymbol(comparisonOperators) !== undefined) {
      throw new ConditionSyntaxError('expected && or || between comparisons: write a < b && b < c', again.offset);
    }
    const expression = { kind: 'comparison', operator, left, right } as const;
    this.#refuse(start, operandProblem(expression));
    return this.#at(start, expression);
  }

  #sum(): Expression {
    return this.#calculated(['+', '-'], () => this.#calculated(['*', '/'], () => this.#unary()));
  }

  #calculated(operators: readonly ('+' | '-' | '*' | '/')[], parseOperand: () => Expression): Expression {
    let left = parseOperand();
    for (let operator = this.#reader.takeSymbol(operators); operator !== undefined; operator = this.#reader.takeSymbol(operators)) {
      const right = parseOperand();
      this.#requireValue(left);
      this.#requireValue(right);
      const expression = { kind: 'arithmetic', operator, left, right } as const;
      this.#refuse(this.#startOf(left), operandProblem(expression));
      left = this.#at(this.#startOf(left), expression);
    }
    return left;
  }

  #unary(): Expression {
    const start = this.#reader.token().offset;
    const operator = this.#reader.takeSymbol(['!', '-']);
    if (operator === undefined) return this.#primary();
    return this.#nested(start, () => {
      const operand = this.#unary();
      if (operator === '!') {
        this.#requireLogical(operand, 'a condition in parentheses behind !, as in !(a == b)');
        return this.#at(start, { kind: 'not', operand });
      }
      this.#requireValue(operand);
      // A sign is arithmetic: texts and any(...) have none.
      const zero = { kind: 'number', value: 0, unit: null } as const;
      this.#refuse(start, operandProblem({ kind: 'arithmetic', operator, left: zero, right: operand }));
      return this.#at(start, { kind: 'negate', operand });
    });
  }

  #primary(): Expression {
    const token = this.#reader.token();
    if (token.type === 'name') {
      if (this.#reader.symbol(1) === '(') return this.#call(token.value, token.offset);
      return this.#at(token.offset, readNamed(this.#reader, token.value));
    }
    if (token.type === 'text') return this.#text(token.value, token.offset);
    if (token.type === 'number') {
      this.#reader.advance();
      return this.#at(token.offset, { kind: 'number', value: token.value, unit: token.unit });
    }
    if (this.#reader.takeSymbol(['(']) === undefined) throw this.#reader.unexpected('a value or a name');
    return this.#nested(token.offset, () => {
      const expression = this.#or();
      this.#reader.closeParenthesis(token.offset);
      return expression;
    });
  }

  #text(value: string, start: number): Expression {
    this.#reader.advance();
    const aggregate = readAggregate(this.#reader, value);
    return this.#at(start, aggregate ?? { kind: 'text', value });
  }

  #call(word: string, start: number): Expression {
    const name = functionNames.find((candidate: FunctionName) => candidate === word);
    const operator = operatorFor(word);
    if (operator !== undefined) throw this.#reader.unexpected(operator);
    if (name === undefined) throw unknownFunction(word, functionNames, start);
    if (name === 'p') return this.#at(start, readAggregate(this.#reader, null) ?? checkValue);
    const open = this.#reader.token(1).offset;
    this.#reader.advance(2);
    return this.#nested(start, () => {
      const expression = this.#arguments(name, start);
      this.#reader.closeParenthesis(open);
      return this.#at(start, expression);
    });
  }

  #arguments(name: 'any' | 'contains' | 'len' | 'has', start: number): Expression {
    if (name === 'len' || name === 'has') return { kind: name, path: this.#pathArgument(name) };
    if (name === 'any') {
      const expression = { kind: 'any', values: this.#values() } as const;
      this.#refuse(start, operandProblem(expression));
      return expression;
    }
    const [first, second, ...others] = this.#values();
    if (first === undefined || others.length > 0) {
      throw new ConditionSyntaxError(`expected contains('text') or contains(path, 'text')`, start);
    }
    if (second !== undefined && first.kind !== 'path') {
      throw new ConditionSyntaxError('expected a path such as body as the first of two arguments of contains(...)', this.#startOf(first));
    }
    const path = second !== undefined && first.kind === 'path' ? first : checkValue;
    const expression = { kind: 'contains', path, item: second ?? first } as const;
    this.#refuse(start, operandProblem(expression));
    return expression;
  }

  #values(): readonly Expression[] {
    const values: Expression[] = [];
    do {
      const value = this.#sum();
      this.#requireValue(value);
      values.push(value);
    } while (this.#reader.takeSymbol([',']) !== undefined);
    return values;
  }

  #pathArgument(name: string): Path {
    const token = this.#reader.token();
    if (token.type !== 'name') throw this.#reader.unexpected(`a path, as in ${name}(row.items)`);
    return readPath(this.#reader);
  }

  /** One level deeper; a bomb of parentheses ends here instead of at the end of the stack. */
  #nested(start: number, parseInside: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > deepest) throw new ConditionSyntaxError(`expected at most ${deepest} levels of nesting, got more`, start);
    const expression = parseInside();
    this.#depth -= 1;
    return expression;
  }

  #at<E extends Expression>(start: number, expression: E): E {
    this.#starts.set(expression, start);
    return expression;
  }

  #startOf(expression: Expression): number {
    return this.#starts.get(expression) ?? 0;
  }

  #requireLogical(expression: Expression, expected?: string): void {
    const problem = logicalProblem(expression);
    this.#refuse(this.#startOf(expression), problem !== undefined && expected !== undefined ? `expected ${expected}` : problem);
  }

  #requireValue(expression: Expression): void {
    this.#refuse(this.#startOf(expression), valueProblem(expression));
  }

  #refuse(start: number, problem: string | undefined): void {
    if (problem !== undefined) throw new ConditionSyntaxError(problem, start);
  }
}
