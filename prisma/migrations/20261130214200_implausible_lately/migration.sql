-- The sensor's newest reading where that can't be, learnt with its day: quantity, channel, unit, value, measuredAt in ms since 1970.
ALTER TABLE "telemetry"."sensor_day" ADD COLUMN "implausible" JSONB;
