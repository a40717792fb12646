import type { AddressInfo, Server, Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { CatcherFaults } from './catcher-faults.ts';
import type { Inbox } from './inbox.ts';

export type SmtpInbox = { port: number; close: () => Promise<void> };

/** An SMTP server on loopback that keeps every mail and forwards none. */
export async function startSmtpInbox(of: {
  port: number;
  inbox: Inbox;
  faults: CatcherFaults;
}): Promise<SmtpInbox> {
  const sockets = new Map<string, Socket>();
  const open = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (session, callback) => {
      const socket = [...open].find((one) => one.remotePort === session.remotePort);
      if (socket) sockets.set(session.id, socket);
      callback();
    },
    onClose: (session) => sockets.delete(session.id),
    onRcptTo: (address, _session, callback) => {
      const refused = of.faults.take('refuse', [address.address.toLowerCase()]);
      callback(refused ? smtpError(450, 'Mailbox busy, try again later') : null);
    },
    onData: (stream, session, callback) => {
      receive({ ...of, stream, session, socket: sockets.get(session.id) }).then(
        (refusal) => callback(refusal),
        (error: unknown) => callback(smtpError(451, String(error))),
      );
    },
  });
  const listening: Server = server.server;
  listening.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('error', (error: Error) => console.error('mail catcher:', error.message));
  await new Promise<void>((resolve, reject) => {
    listening.once('error', reject);
    server.listen(of.port, '127.0.0.1', resolve);
  });
  const { port } = listening.address() as AddressInfo;
  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  }
  return { port, close };
}

/** Keeps one mail, unless a fault refuses it; `drop-after-data` keeps it and answers nothing. */
async function receive(of: {
  inbox: Inbox;
  faults: CatcherFaults;
  stream: SMTPServerDataStream;
  session: SMTPServerSession;
  socket: Socket | undefined;
}): Promise<Error | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of of.stream) chunks.push(chunk as Buffer);
  const to = of.session.envelope.rcptTo.map((one) => one.address.toLowerCase());
  if (of.faults.take('refuse-data', to)) return smtpError(451, 'Not taken, try again later');
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  of.inbox.addMail({
    messageId: mail.messageId ?? '',
    from: mail.from?.address ?? '',
    to,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
  });
  const slow = of.faults.take('slow', to);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms ?? 1_000));
  if (of.faults.take('drop-after-data', to)) of.socket?.destroy();
  return null;
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
