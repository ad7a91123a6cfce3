-- One row while there is, or was, a demo house: made when it begins, never taken away.
CREATE TABLE "demo_house" (
  "id" SMALLINT NOT NULL DEFAULT 1,
  -- runs | leaves | gone
  "state" VARCHAR(8) NOT NULL,
  "seed" INTEGER NOT NULL,
  -- minutes that the house's clock is ahead of UTC, all year
  "clock_ahead" SMALLINT NOT NULL,
  "began_at" TIMESTAMPTZ(3) NOT NULL,
  "past_from" TIMESTAMPTZ(3) NOT NULL,
  -- up to here its past stands in the raw log
  "past_until" TIMESTAMPTZ(3) NOT NULL,
  -- those that it made: they leave with it
  "rooms" TEXT[] NOT NULL,
  CONSTRAINT "demo_house_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "demo_house_one" CHECK ("id" = 1)
);
