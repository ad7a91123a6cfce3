/** What pages ask of the topics role. */
export { deletionFacts } from './deletion';
export { exportTopics, planTopicFile } from './file-commands';
export { readReaders } from './groups/readers';
export { planReset } from './groups/reset';
export { createTopicLists } from './list';
export { previewPlan, readGround, readTopicPage, readTopicPast } from './page';
export { recordsFacts } from './records';
