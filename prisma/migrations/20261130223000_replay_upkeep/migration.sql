-- Asked every few seconds: when what devices told late was last decoded again.
CREATE INDEX "replay_job_knowledge_ended_at_idx" ON "replay_job"("ended_at") WHERE "kind" = 'knowledge';
