-- Which values of a series can be believed, from a moment on.
CREATE TABLE "believable_range" (
  "id" SERIAL NOT NULL,
  "sensor_id" VARCHAR(64) NOT NULL,
  "quantity" VARCHAR(40) NOT NULL,
  -- '' for values without one; null: every
  "channel" VARCHAR(120),
  -- both null: taken back
  "min" DOUBLE PRECISION,
  "max" DOUBLE PRECISION,
  -- person | profile
  "source" VARCHAR(8) NOT NULL,
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "written" BIGSERIAL NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "believable_range_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "believable_range_sensor_id_idx" ON "believable_range"("sensor_id");
CREATE INDEX "believable_range_written_idx" ON "believable_range"("written");
ALTER TABLE "believable_range" ADD CONSTRAINT "believable_range_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "correction_range_id_idx" ON "correction"("range_id");
ALTER TABLE "correction" ADD CONSTRAINT "correction_range_id_fkey" FOREIGN KEY ("range_id") REFERENCES "believable_range"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a profile says holds from now on; what was decoded before stays as it is.
INSERT INTO "believable_range" ("sensor_id", "quantity", "min", "max", "source", "valid_from", "who")
SELECT "id", "quantity", "min", "max", 'profile', clock_timestamp(), 'profile'
FROM "sensor", (VALUES ('temperature', -40, 84.9), ('pressure', 300, 1100)) AS "climate" ("quantity", "min", "max")
WHERE "profile" = 'climate';
