-- Their readings are in a log that can't forget: a new sensor of an old id would get them back when history is built anew.
CREATE TABLE "removed_sensor" (
  "id" VARCHAR(64) NOT NULL,
  "removed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "removed_sensor_pkey" PRIMARY KEY ("id")
);
