/**
 * Switches that snowflake-sdk reads while it is being imported, so this file is imported before it: without them it probes
 * cloud metadata addresses, loads a native module and reports the shape of every connection. A switch that the user has set stays.
 */
const sdkSwitches = {
  SNOWFLAKE_DISABLE_PLATFORM_DETECTION: 'true',
  SNOWFLAKE_DISABLE_MINICORE: 'true',
  SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: 'true',
} as const;

for (const [name, value] of Object.entries(sdkSwitches)) process.env[name] ??= value;
