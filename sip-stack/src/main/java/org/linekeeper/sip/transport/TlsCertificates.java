package org.linekeeper.sip.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of a listener as their files have them. What cannot be used is logged, once for each state of its files, and
 * what was in use stays in use: a certificate that is being replaced, or was replaced by mistake, closes no listener.
 */
final class TlsCertificates {
    private static final Logger log = LoggerFactory.getLogger(TlsCertificates.class);

    private final String listener;
    private final TlsSettings settings;
    private final CertificateFiles standard;
    private final Map<CertificateFiles, Loaded> loaded = new HashMap<>();
    private PeerTrust trust;
    private Optional<CertificateFiles.Stamp> trustStamp;
    private volatile TlsIdentities current;

    /** What was made of files in a certain state; nothing when they could not be used. */
    private record Loaded(
            List<CertificateFiles.Stamp> stamps, @Nullable TlsIdentity identity) {}

    private TlsCertificates(String listener, TlsSettings settings) throws GeneralSecurityException, IOException {
        this.listener = listener;
        this.settings = settings;
        this.standard = new CertificateFiles(settings.certificateChain(), settings.privateKey());
        this.trustStamp = stampOfTrust();
        this.trust = PeerTrust.of(settings.trust());
        List<CertificateFiles.Stamp> stamps = standard.stamps();
        TlsIdentity first = identity(standard);
        loaded.put(standard, new Loaded(stamps, first));
        this.current = new TlsIdentities(first, List.of());
    }

    /** Reads everything; the certificate of the listener itself must be good. Blocks. */
    static TlsCertificates open(String listener, TlsSettings settings) throws GeneralSecurityException, IOException {
        TlsCertificates certificates = new TlsCertificates(listener, settings);
        certificates.reload();
        return certificates;
    }

    /** Those in use. Any thread. */
    TlsIdentities current() {
        return current;
    }

    /** Reads again what has changed. Blocks. Returns whether anything is in use now that was not, or the other way round. */
    synchronized boolean reload() {
        boolean all = reloadTrust();
        List<CertificateFiles> wanted = new ArrayList<>();
        wanted.add(standard);
        wanted.addAll(further());
        loaded.keySet().retainAll(wanted);
        wanted.forEach(files -> reload(files, all));
        List<TlsIdentity> further = new ArrayList<>();
        TlsIdentity own = current.forName("");
        for (CertificateFiles files : wanted) {
            Loaded made = loaded.get(files);
            TlsIdentity identity = made == null ? null : made.identity();
            if (identity != null && files.equals(standard)) {
                own = identity;
            } else if (identity != null) {
                further.add(identity);
            }
        }
        TlsIdentities before = current;
        current = new TlsIdentities(own, further);
        return !before.ids().equals(current.ids());
    }

    private void reload(CertificateFiles files, boolean anyway) {
        Loaded before = loaded.get(files);
        TlsIdentity kept = before == null ? null : before.identity();
        try {
            List<CertificateFiles.Stamp> stamps = files.stamps();
            if (!anyway && before != null && before.stamps().equals(stamps)) {
                return;
            }
            // Noted first, so that what is wrong is said once.
            loaded.put(files, new Loaded(stamps, kept));
            TlsIdentity identity = identity(files);
            loaded.put(files, new Loaded(stamps, identity));
            log.info("Listener {}: certificate {} for {} is in use", listener, files.chain(), identity.names());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            if (before == null || !before.stamps().isEmpty()) {
                log.warn(
                        "Listener {}: certificate {} with key {} cannot be used, {}: {}",
                        listener,
                        files.chain(),
                        files.key(),
                        kept == null ? "and there is no other" : "so the one before stays in use",
                        e.toString());
            }
            List<CertificateFiles.Stamp> noted = e instanceof IOException
                    ? List.of()
                    : Optional.ofNullable(loaded.get(files)).map(Loaded::stamps).orElse(List.of());
            loaded.put(files, new Loaded(noted, kept));
        }
    }

    private boolean reloadTrust() {
        try {
            Optional<CertificateFiles.Stamp> stamp = stampOfTrust();
            if (stamp.equals(trustStamp)) {
                return false;
            }
            trustStamp = stamp;
            trust = PeerTrust.of(settings.trust());
            log.info("Listener {}: the roots {} were read again", listener, settings.trust());
            return true;
        } catch (IOException | GeneralSecurityException e) {
            log.warn("Listener {}: the roots cannot be read, those before stay in use: {}", listener, e.toString());
            return false;
        }
    }

    private Optional<CertificateFiles.Stamp> stampOfTrust() throws IOException {
        Optional<Path> roots = settings.trust();
        return roots.isPresent() ? Optional.of(CertificateFiles.Stamp.of(roots.get())) : Optional.empty();
    }

    private List<CertificateFiles> further() {
        if (settings.further().isEmpty()) {
            return List.of();
        }
        Path folder = settings.further().get();
        try {
            return CertificateFiles.within(folder);
        } catch (IOException e) {
            log.warn("Listener {}: the folder {} cannot be read: {}", listener, folder, e.toString());
            return loaded.keySet().stream()
                    .filter(files -> !files.equals(standard))
                    .toList();
        }
    }

    private TlsIdentity identity(CertificateFiles files) throws IOException, GeneralSecurityException {
        return TlsIdentity.of(files.read(), trust, settings.clientAuth());
    }
}
