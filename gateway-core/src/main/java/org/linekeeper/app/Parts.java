package org.linekeeper.app;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.linekeeper.admin.AdminLimits;
import org.linekeeper.admin.AdminParts;
import org.linekeeper.admin.AdminServer;
import org.linekeeper.admin.OpenOutcome;
import org.linekeeper.cdr.CdrLimits;
import org.linekeeper.cdr.CdrOpenOutcome;
import org.linekeeper.cdr.CdrWriter;
import org.linekeeper.config.Settings;
import org.linekeeper.config.store.SqliteStore;
import org.linekeeper.dns.DnsServerLocator;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.jain.JainRegisterResponseParser;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterTransactions;
import org.linekeeper.telemetry.Metrics;

/** Opens the parts that hold a file, a socket or a thread, and remembers how to close them. */
final class Parts {
    private final Settings settings;
    private final Lifecycle lifecycle;

    Parts(Settings settings, Lifecycle lifecycle) {
        this.settings = settings;
        this.lifecycle = lifecycle;
    }

    Metrics metrics() {
        Metrics metrics = new Metrics();
        lifecycle.started("metrics", metrics);
        return metrics;
    }

    SqliteStore store() throws CannotStart {
        var outcome = SqliteStore.open(settings.store().path());
        if (outcome instanceof org.linekeeper.config.store.OpenOutcome.Refused refused) {
            throw new CannotStart(refused.message());
        }
        SqliteStore store = ((org.linekeeper.config.store.OpenOutcome.Opened) outcome).store();
        lifecycle.started("store", store);
        return store;
    }

    DnsServerLocator locator(Clock clock, SecureRandom random) throws CannotStart {
        try {
            DnsServerLocator locator = DnsServerLocator.open(StackSettings.dns(settings.dns()), clock, random);
            lifecycle.started("DNS", locator);
            return locator;
        } catch (IOException e) {
            throw new CannotStart("DNS cannot be asked: " + e.getMessage());
        }
    }

    CdrWriter cdrs(LongSupplier nanoTime) throws CannotStart {
        CdrOpenOutcome outcome = CdrWriter.open(settings.cdr().path(), CdrLimits.defaults(), nanoTime);
        if (outcome instanceof CdrOpenOutcome.Refused refused) {
            throw new CannotStart(refused.message());
        }
        CdrWriter cdrs = ((CdrOpenOutcome.Opened) outcome).writer();
        lifecycle.started("CDR writer", cdrs);
        return cdrs;
    }

    Background background() {
        Background background = new Background();
        lifecycle.started("background", background);
        return background;
    }

    /** A stack whose sockets are not bound yet. */
    JainSipStack stack(StackPorts ports, SecureRandom random) {
        JainSipStack stack = JainSipStack.create(
                StackSettings.sip(settings),
                ports,
                seam -> new RegisterTransactions(
                        seam.sender(),
                        seam.loops(),
                        new JainRegisterResponseParser(),
                        RegisterClientSettings.of(seam.settings().userAgent()),
                        random.nextInt()));
        lifecycle.started("SIP stack", stack);
        return stack;
    }

    /** Binds all listeners or none. */
    void open(SipStack stack) throws CannotStart {
        if (stack.open() instanceof SipStack.OpenOutcome.Refused refused) {
            throw new CannotStart(refused.advice());
        }
    }

    CertificateWatch certificates(JainSipStack stack, Background background, Clock clock) {
        CertificateWatch watch = new CertificateWatch(
                stack::reloadCertificates,
                stack::certificates,
                stack.loops().all().get(0),
                background,
                clock);
        lifecycle.started("certificates", watch);
        return watch;
    }

    AdminServer admin(AdminParts parts, LongSupplier nanoTime, RandomGenerator random) throws CannotStart {
        OpenOutcome outcome = AdminServer.open(settings.admin(), AdminLimits.defaults(), parts, nanoTime, random);
        if (outcome instanceof OpenOutcome.Refused refused) {
            throw new CannotStart(refused.message());
        }
        AdminServer server = ((OpenOutcome.Opened) outcome).server();
        lifecycle.started("admin port", server);
        return server;
    }
}
