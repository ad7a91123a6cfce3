-- What is added to a device's counters so that its sensor's go on, and bindings by which a replay says that a device fed nobody.
ALTER TABLE "binding" ADD COLUMN "offsets" JSONB NOT NULL DEFAULT '[]';
ALTER TABLE "binding" ADD COLUMN "is_nobodys" BOOLEAN NOT NULL DEFAULT false;

-- A device that goes on where another one ended.
CREATE TABLE "device_swap" (
  "id" SERIAL NOT NULL,
  "sensor_id" VARCHAR(64) NOT NULL,
  "binding_id" INTEGER NOT NULL,
  -- those that it took the place of
  "before" INTEGER[] NOT NULL,
  -- when its first message was received that counts
  "begins" TIMESTAMPTZ(6) NOT NULL,
  "login_before" VARCHAR(40),
  "who" VARCHAR(120) NOT NULL,
  "swapped_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "undone_at" TIMESTAMPTZ(3),
  CONSTRAINT "device_swap_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "device_swap_sensor_id_idx" ON "device_swap"("sensor_id");
CREATE INDEX "device_swap_binding_id_idx" ON "device_swap"("binding_id");
ALTER TABLE "device_swap" ADD CONSTRAINT "device_swap_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "device_swap" ADD CONSTRAINT "device_swap_binding_id_fkey" FOREIGN KEY ("binding_id") REFERENCES "binding"("id") ON DELETE CASCADE ON UPDATE CASCADE;
