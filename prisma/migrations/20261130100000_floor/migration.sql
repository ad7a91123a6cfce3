CREATE TABLE "floor" (
  "id" SERIAL NOT NULL,
  "name" VARCHAR(80) NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "floor_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "floor_name_key" ON "floor"("name");

ALTER TABLE "room" ADD COLUMN "floor_id" INTEGER;
CREATE INDEX "room_floor_id_idx" ON "room"("floor_id");
ALTER TABLE "room" ADD CONSTRAINT "room_floor_id_fkey" FOREIGN KEY ("floor_id") REFERENCES "floor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
