/** Words for the states of an exchange. */
export const stateWords = {
  off: 'tree.stateOff',
  waiting: 'tree.stateWaiting',
  connecting: 'tree.stateConnecting',
  syncing: 'tree.stateSyncing',
  idle: 'tree.stateIdle',
  failed: 'tree.stateFailed',
} as const
