ALTER TABLE "device" ADD COLUMN "firmware" VARCHAR(80);
