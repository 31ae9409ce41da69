package org.linekeeper.admin;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SocketAddress;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.linekeeper.config.AdminSettings;
import org.linekeeper.config.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin port: one event loop for HTTP, a few workers for what blocks. */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final Duration LONGEST_OPEN = Duration.ofSeconds(10);
    private static final int WORKERS = 4;
    private static final int WORKER_QUEUE = 256;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int LINE_BYTES = 8 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final Workers workers;
    private final AdminLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();

    private AdminServer(Vertx vertx, HttpServer server, Workers workers, AdminLimits limits) {
        this.vertx = vertx;
        this.server = server;
        this.workers = workers;
        this.limits = limits;
    }

    /**
     * Opens the port. Blocks until it answers or cannot.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @param random for the numbers that requests get
     */
    public static OpenOutcome open(
            AdminSettings settings,
            AdminLimits limits,
            AdminParts parts,
            LongSupplier nanoTime,
            RandomGenerator random) {
        Endpoint address = settings.address();
        InetSocketAddress at = new InetSocketAddress(address.host(), address.port());
        if (at.isUnresolved()) {
            return new OpenOutcome.Refused("The admin port cannot listen on " + address + ": " + address.host()
                    + " is not known. Set admin.address to an address of this machine.");
        }
        Vertx vertx = Vertx.vertx(options());
        Workers workers = new Workers(WORKERS, WORKER_QUEUE);
        HttpServer server = vertx.createHttpServer(serverOptions());
        Connections connections = new Connections(vertx, limits);
        HttpFront front = new HttpFront(
                vertx,
                new Gate(settings.tokens(), new FailedLogins(limits.failedLogins(), nanoTime)),
                new Routes(endpoints(parts, workers)),
                connections,
                limits,
                parts.observer(),
                new Arrivals(nanoTime, random));
        KnownVersions versions = new KnownVersions();
        server.connectionHandler(connection -> {
                    versions.watch(connection);
                    connections.opened(connection);
                })
                .requestHandler(front::handle)
                .invalidRequestHandler(front::invalid)
                .exceptionHandler(failure -> LOG.debug("A connection of the admin port failed", failure));
        AdminServer opening = new AdminServer(vertx, server, workers, limits);
        try {
            server.listen(SocketAddress.inetSocketAddress(at))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LONGEST_OPEN.toMillis(), TimeUnit.MILLISECONDS);
            return new OpenOutcome.Opened(opening);
        } catch (ExecutionException e) {
            opening.close();
            return new OpenOutcome.Refused(refusal(address, e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            opening.close();
            return new OpenOutcome.Refused("The admin port did not open on " + address + " within "
                    + LONGEST_OPEN.toSeconds() + " s. Start the gateway again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            opening.close();
            return new OpenOutcome.Refused("Opening the admin port was interrupted.");
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Takes no more requests, lets those in progress be answered within their time, and ends all threads. Blocks. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        await("requests", server.shutdown(limits.stopTime()).toCompletionStage());
        workers.close();
        await("threads", vertx.close().toCompletionStage());
    }

    static List<ApiEndpoint> endpoints(AdminParts parts, Workers workers) {
        OpenApiDocument document = OpenApiDocument.load();
        List<ApiEndpoint> all = new ArrayList<>(new EntityEndpoints(parts.store(), document, workers).all());
        all.addAll(new ViewEndpoints(parts.registrations(), parts.calls(), parts.peers(), workers).all());
        all.addAll(new RegistrationEndpoints(parts.store(), parts.actions(), document, workers).all());
        all.addAll(new NumberEndpoints(parts.store(), parts.directory(), document, workers).all());
        all.addAll(new PresenceEndpoints(parts.lines(), document, workers).all());
        all.addAll(new OperationEndpoints(parts.readiness(), parts.metrics(), document, workers).all());
        return all;
    }

    private static VertxOptions options() {
        return new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setMaxInitialLineLength(LINE_BYTES)
                .setMaxHeaderSize(HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(false);
    }

    private static String refusal(Endpoint address, Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        String advice = cause instanceof BindException && why.contains("in use")
                ? "Stop the program that uses it, or set admin.address to another."
                : cause instanceof BindException
                        ? "Set admin.address to an address of this machine."
                        : "Set admin.address to an address and a port that the daemon's user may listen on.";
        return "The admin port cannot listen on " + address + ": " + why + ". " + advice;
    }

    private void await(String what, CompletionStage<Void> end) {
        try {
            end.toCompletableFuture().get(limits.stopTime().plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The {} of the admin port did not end cleanly: {}", what, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
