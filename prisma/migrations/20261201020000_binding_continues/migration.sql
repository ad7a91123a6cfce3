-- A binding that holds again, since what took its place was taken back, names the one that it continues.
ALTER TABLE "binding" ADD COLUMN "continues_id" INTEGER;
CREATE INDEX "binding_continues_id_idx" ON "binding"("continues_id");
ALTER TABLE "binding" ADD CONSTRAINT "binding_continues_id_fkey" FOREIGN KEY ("continues_id") REFERENCES "binding"("id") ON DELETE SET NULL ON UPDATE CASCADE;
