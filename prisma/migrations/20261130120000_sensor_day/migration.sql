-- Both are learnt from the readings now and then, so that a list of sensors costs no more than its rows.

-- Of a series with enough readings to have a settled rhythm; the others' is reckoned when it is asked for.
CREATE TABLE "telemetry"."rhythm" (
  "series_id" INTEGER NOT NULL,
  "ms" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "rhythm_pkey" PRIMARY KEY ("series_id")
) WITH (fillfactor = 50);

-- What a sensor's last 24 hours were like.
CREATE TABLE "telemetry"."sensor_day" (
  "sensor_id" VARCHAR(64) NOT NULL,
  "learnt_at" TIMESTAMPTZ(3) NOT NULL,
  -- 24 hours before that, or the first reading ever of a younger sensor; null: it never sent one
  "began" TIMESTAMPTZ(6),
  "messages" INTEGER NOT NULL,
  -- share of the time since it began that is not a gap, 0 to 1, of the series that the sensor's page opens with
  "complete" DOUBLE PRECISION,
  CONSTRAINT "sensor_day_pkey" PRIMARY KEY ("sensor_id")
) WITH (fillfactor = 50);
