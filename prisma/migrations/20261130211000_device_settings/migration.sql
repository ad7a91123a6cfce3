CREATE TABLE "device_setting" (
  "device_id" INTEGER NOT NULL,
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "written" BIGSERIAL NOT NULL,
  "settings" JSONB NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  CONSTRAINT "device_setting_pkey" PRIMARY KEY ("device_id", "valid_from"),
  CONSTRAINT "device_setting_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "device_setting_written_idx" ON "device_setting"("written");
