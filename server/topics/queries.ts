/** What pages ask of the topics role. */
export { readActivity } from './activity';
export { deletionFacts } from './deletion';
export { exportTopics, planTopicFile } from './file-commands';
export { readReaders } from './groups/readers';
export { planReset } from './groups/reset';
export { createTopicLists } from './list';
export { BadFilter } from './messages/filter';
export { readMessage } from './messages/one-message';
export { readMessages } from './messages/read-messages';
export { previewPlan, readGround, readTopicPage, readTopicPast } from './page';
export { recordsFacts } from './records';
export { countTroubled } from './stored';
