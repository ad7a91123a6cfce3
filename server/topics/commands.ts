/** What pages have the topics role do. */
export { applyPlan } from './apply';
export { cancelDeletion, requestDeletion } from './deletion';
export { applyTopicFile } from './file-commands';
export { resetGroup } from './groups/reset';
export { deleteRecords } from './records';
export { Wish } from './wish-schema';
export { keepWishFor, resumePutBack, saveWish, stopManaging, takeOver } from './wishes';
