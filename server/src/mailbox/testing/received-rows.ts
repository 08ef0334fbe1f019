import type { Database } from '../../platform/database.ts'

/** What receiving has left in the tables, read as they are. */
export function createReceivedRows(db: Database) {
  const letters = (accountId: string) =>
    db
      .selectFrom('interactions as i')
      .innerJoin('messages as m', 'm.id', 'i.messageId')
      .selectAll('i')
      .select(['m.subject', 'm.defects', 'm.size', 'm.contentHash'])
      .where('i.accountId', '=', accountId)
      .orderBy('i.date', 'desc')
      .orderBy('i.id', 'desc')
      .execute()
  return {
    receiving: (accountId: string) =>
      db.selectFrom('accountReceiving').selectAll().where('accountId', '=', accountId).executeTakeFirstOrThrow(),
    folders: (accountId: string) =>
      db.selectFrom('folders').selectAll().where('accountId', '=', accountId).orderBy('path').execute(),
    folder: (accountId: string, path: string) =>
      db
        .selectFrom('folders')
        .selectAll()
        .where('accountId', '=', accountId)
        .where('path', '=', path)
        .executeTakeFirstOrThrow(),
    letters,
    subjects: async (accountId: string) => (await letters(accountId)).map(({ subject }) => subject),
    /** Subjects of the letters that lie in a folder, in the order of the server. */
    async subjectsIn(accountId: string, path: string): Promise<string[]> {
      const rows = await db
        .selectFrom('placements as p')
        .innerJoin('folders as f', 'f.id', 'p.folderId')
        .innerJoin('interactions as i', 'i.id', 'p.interactionId')
        .innerJoin('messages as m', 'm.id', 'i.messageId')
        .select('m.subject')
        .where('f.accountId', '=', accountId)
        .where('f.path', '=', path)
        .orderBy('p.uid')
        .execute()
      return rows.map(({ subject }) => subject)
    },
  }
}
