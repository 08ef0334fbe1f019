/** Folders every lab mailbox starts with, and their special use (RFC 6154). */
export const standardFolders = [
  { name: 'Drafts', use: '\\Drafts' },
  { name: 'Sent', use: '\\Sent' },
  { name: 'Junk', use: '\\Junk' },
  { name: 'Trash', use: '\\Trash' },
  { name: 'Archive', use: '\\Archive' },
] as const
