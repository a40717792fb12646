// Temporal's bundler takes every exported function of this one file as a workflow.
export { booking } from './booking/workflow.ts';
export { settle } from './settle/workflow.ts';
export { openNextDay, publishTimetable } from './publish/workflow.ts';
