package org.linekeeper.app;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Optional;
import org.linekeeper.call.RegisteredLine;
import org.linekeeper.call.RegisteredLines;
import org.linekeeper.registration.RegistrationView;
import org.linekeeper.registration.Registrations;
import org.linekeeper.sip.register.RegisterClient;

/** Registrations as calls see them. */
final class RegisteredLinesView implements RegisteredLines {
    private final Registrations registrations;
    private final RegisterClient client;

    RegisteredLinesView(Registrations registrations, RegisterClient client) {
        this.registrations = registrations;
        this.client = client;
    }

    @Override
    public Optional<String> lineByContactToken(String token) {
        return registrations.lineByContactToken(token);
    }

    @Override
    public Optional<RegisteredLine> registration(String lineId) {
        return registrations.of(lineId).flatMap(view -> view.binding().map(binding -> line(view, binding)));
    }

    @Override
    public boolean isPbxAddress(String pbxId, InetAddress address) {
        return registrations.isPbxAddress(pbxId, address);
    }

    @Override
    public Collection<String> pbxsAt(InetAddress address) {
        return registrations.pbxsAt(address);
    }

    private RegisteredLine line(RegistrationView view, RegistrationView.BindingView binding) {
        return new RegisteredLine(
                view.lineId(),
                view.contactToken(),
                client.contactAddress(binding.target()),
                binding.target(),
                binding.serviceRoute());
    }
}
