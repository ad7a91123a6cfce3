-- Spans are written anew by replays, for every store.
DROP TABLE "search_rebuild";
