-- A binding that is taken back is ended, and by a replay never held.
ALTER TABLE "binding" ADD COLUMN "is_taken_back" BOOLEAN NOT NULL DEFAULT false;
UPDATE "binding" SET "is_taken_back" = true
 WHERE "id" IN (SELECT "binding_id" FROM "device_swap" WHERE "undone_at" IS NOT NULL);

-- The replay by which a swap holds for the past: taking the swap back takes it back.
ALTER TABLE "device_swap" ADD COLUMN "replay_id" INTEGER;
UPDATE "device_swap" SET "replay_id" =
  (SELECT min("replay_id") FROM "correction" WHERE "correction"."binding_id" = "device_swap"."binding_id");
CREATE INDEX "device_swap_replay_id_idx" ON "device_swap"("replay_id");
ALTER TABLE "device_swap" ADD CONSTRAINT "device_swap_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "replay_job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
