-- How values are written for those who have not chosen themselves.
ALTER TABLE "home" ADD COLUMN "language" VARCHAR(8) NOT NULL DEFAULT 'en',
  ADD COLUMN "units" VARCHAR(12) NOT NULL DEFAULT 'metric';
