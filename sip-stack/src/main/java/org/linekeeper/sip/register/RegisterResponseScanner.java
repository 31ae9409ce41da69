package org.linekeeper.sip.register;

import java.util.Optional;

/** The quick scan as a parser: reads the usual responses and declines all others. */
final class RegisterResponseScanner implements RegisterResponseParser {
    @Override
    public Optional<Reading> read(byte[] message, OwnContact ours) {
        ResponseScan scan = new ResponseScan();
        if (!scan.read(message, message.length, new Sought(ours))) {
            return Optional.empty();
        }
        byte[] read = scan.lines.message;
        return Optional.of(new Reading(
                Bytes.text(read, scan.via.branchFrom, scan.via.branchTo),
                Bytes.text(read, scan.callIdFrom, scan.callIdTo),
                scan.cseq,
                Bytes.text(read, scan.methodFrom, scan.methodTo),
                new ResponseAssembly().response(scan, ours.requested())));
    }

    private record Sought(OwnContact ours) implements SoughtContact {
        @Override
        public boolean isUser(byte[] message, int from, int to) {
            return Bytes.equal(message, from, to, ours.user());
        }

        @Override
        public boolean isHost(byte[] message, int from, int to) {
            return Bytes.equalIgnoringCase(message, from, to, ours.host());
        }

        @Override
        public int port() {
            return ours.port();
        }

        @Override
        public boolean isInstance(byte[] message, int from, int to) {
            return ours.instance().isPresent()
                    && Bytes.equal(message, from, to, ours.instance().get());
        }
    }
}
