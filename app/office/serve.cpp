#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <memory>
#include <mutex>
#include <ostream>
#include <thread>

#include "app/core/ending.hpp"
#include "app/core/office/head_office.hpp"
#include "app/office/chores.hpp"
#include "app/office/command.hpp"
#include "app/office/usage_intake.hpp"
#include "app/office/web/billing/price_move_desk.hpp"
#include "app/office/web/billing/run_desk.hpp"
#include "app/office/web/billing/send_desk.hpp"
#include "app/office/web/import_desk.hpp"
#include "app/office/web/scratch_folder.hpp"
#include "app/office/web/site.hpp"
#include "pos/store/office/parked.hpp"
#include "sync/server/http/http_server.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/pool.hpp"
#include "sync/server/service.hpp"
#include "sync/server/try_limit.hpp"

namespace app::office {

namespace {

using syncing::server::HttpOptions;
using syncing::server::HttpServer;

struct Options {
    std::string db;
    std::string key_file;
    std::string listen{"127.0.0.1:8443"};
    HttpOptions http;
    std::int64_t till_silent_s{syncing::server::Service::kTillSilent_ms / 1'000};
};

core::Outcome<void> read_listen(Options& options) {
    const auto colon = options.listen.rfind(':');
    const std::string port = options.listen.substr(colon == std::string::npos ? 0 : colon + 1);
    const auto* const end = port.data() + port.size();
    const auto read = std::from_chars(port.data(), end, options.http.port);
    if (colon == std::string::npos || colon == 0 || read.ec != std::errc{} || read.ptr != end) {
        return core::misuse(fmt::format(
            "--listen {} is no address and port, such as 127.0.0.1:8443.", options.listen));
    }
    options.http.address = options.listen.substr(0, colon);
    if (options.http.address.starts_with('[') && options.http.address.ends_with(']')) {
        options.http.address = options.http.address.substr(1, options.http.address.size() - 2);
    }
    return {};
}

core::Outcome<void> check_tls(const Options& options) {
    const auto& http = options.http;
    if (http.certificate_file.empty() != http.key_file.empty()) {
        return core::misuse("--tls-cert and --tls-key belong together.");
    }
    const bool loopback = http.address.starts_with("127.") || http.address == "::1";
    if (http.certificate_file.empty() && !loopback) {
        return core::misuse(fmt::format(
            "What is sold would travel in the open: {} is seen by others. Give a certificate with "
            "--tls-cert and --tls-key, or listen on 127.0.0.1 behind a server that has one.",
            http.address));
    }
    return {};
}

/// Looks for changes that this process or another one has published, so that tills that wait for
/// them hear at once.
class Watch {
public:
    Watch(syncing::server::Pool& pool, syncing::server::Service& service)
        : thread_{[&](const std::stop_token& stop) {
              constexpr std::chrono::milliseconds kLook{250};
              std::mutex mutex;
              std::unique_lock lock{mutex};
              std::condition_variable_any wake;
              while (!stop.stop_requested()) {
                  pool.with_connection([&](pos::store::db::Connection& db) {
                      // A connection that answers nothing is not lent again.
                      const bool heard = service.look_for_news(db);
                      return syncing::server::Response{.status = heard ? 200 : 503};
                  });
                  wake.wait_for(lock, stop, kLook, [] { return false; });
              }
          }} {}

private:
    std::jthread thread_;
};

void run(Options options, Context& context) {
    if (auto read = read_listen(options); !read) return report(context, read.error());
    if (auto good = check_tls(options); !good) return report(context, good.error());
    auto opened = core::open_office(options.db);
    if (!opened) return report(context, opened.error());

    // One writes a file at a time; a server takes several at once.
    const bool server = opened->db->engine() == pos::store::db::Engine::postgresql;
    if (options.http.workers == 0) options.http.workers = server ? 4 : 2;
    syncing::server::Metrics metrics;
    std::mutex telling;
    const auto tell = [&](const std::string& sentence) {
        const std::scoped_lock lock{telling};
        context.err << sentence << std::endl;
    };
    core::ShutDoors shut_doors;
    syncing::server::TryLimit tries{metrics, context.clock, [&](const syncing::server::Shut& shut) {
                                        tell(shut.sentence);
                                        shut_doors.add(shut, context.clock.now());
                                    }};
    syncing::server::Service service{opened->office,
                                     metrics,
                                     tries,
                                     context.clock,
                                     context.random,
                                     options.till_silent_s * 1'000,
                                     tell};
    const auto understood = pos::store::office::retry_parked(*opened->db);
    if (!understood) return report(context, core::failure(understood.error()));
    if (*understood > 0) {
        context.err << fmt::format("{} entries that were parked are in the books now.\n",
                                   *understood);
    }
    opened->db.reset();
    const auto target = core::target_of(options.db);
    if (!target) return report(context, target.error());
    const auto open_again = [&]() -> std::unique_ptr<pos::store::db::Connection> {
        auto again = pos::store::office::open_office(*target);
        if (again) return std::move(again->db);
        service.note_unopened(again.error());
        return nullptr;
    };
    syncing::server::Pool pool{open_again};
    syncing::server::Pool pages{open_again};
    web::Office desk{options.db,
                     {.program = kProgram, .key_file = options.key_file},
                     context.clock,
                     context.random};
    web::Site site{desk};
    UsageIntake usage{options.db,
                      {.program = kProgram, .key_file = options.key_file},
                      context.clock,
                      context.random,
                      tries};
    (void)web::remove_left_scratch(web::ScratchFolder::usual_place());
    core::hold_signals();
    web::billing::RunDesk runs{{.where = options.db,
                                .store = {.program = kProgram, .key_file = options.key_file},
                                .clock = context.clock,
                                .random = context.random}};
    desk.tries = &tries;
    desk.tell = tell;
    desk.runs = &runs;
    web::billing::PriceMoveDesk price_moves{
        {.where = options.db,
         .store = {.program = kProgram, .key_file = options.key_file},
         .clock = context.clock,
         .random = context.random}};
    desk.price_moves = &price_moves;
    web::billing::SendDesk sending{{.where = options.db,
                                    .store = {.program = kProgram, .key_file = options.key_file},
                                    .clock = context.clock,
                                    .random = context.random}};
    desk.sending = &sending;
    web::ImportDesk imports{options.db, context.clock};
    desk.imports = &imports;
    const Watch watch{pool, service};
    const Chores chores{{.pool = pages,
                         .db = options.db,
                         .store = {.program = kProgram, .key_file = options.key_file},
                         .clock = context.clock,
                         .random = context.random,
                         .tell = tell},
                        shut_doors};
    auto http = HttpServer::listen(
        options.http,
        {.admit =
             [&](const syncing::server::Request& head) {
                 if (UsageIntake::is_its(head.path)) return usage.admit(head);
                 return web::Site::is_page(head.path) ? site.admit(head) : service.admit(head);
             },
         .answer =
             [&](const syncing::server::Request& request) {
                 if (UsageIntake::is_its(request.path)) {
                     return pages.with_connection(
                         [&](pos::store::db::Connection& db) { return usage.answer(db, request); });
                 }
                 if (!web::Site::is_page(request.path)) {
                     return pool.with_connection(
                         [&](pos::store::db::Connection& db) {
                             return service.answer(db, request);
                         },
                         [&] { return service.unreachable(); });
                 }
                 return pages.with_connection(
                     [&](pos::store::db::Connection& db) { return site.answer(db, request); },
                     [&] { return web::Site::unreachable(request); });
             },
         .news = [&] { return service.news(); }},
        metrics);
    if (!http) return report(context, {core::FailureKind::environment, http.error()});
    const bool six = options.http.address.find(':') != std::string::npos;
    context.out << fmt::format("{}://{}:{}\n",
                               options.http.certificate_file.empty() ? "http" : "https",
                               six ? "[" + options.http.address + "]" : options.http.address,
                               (*http)->port())
                << std::flush;
    // A thread of its own is told, so that no handler runs anywhere.
    std::jthread waiting{[&] {
        const sigset_t signals = core::ending_signals();
        int signal = 0;
        sigwait(&signals, &signal);
        (*http)->stop();
    }};
    (*http)->run();
}

}  // namespace

void add_serve(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    options->http.workers = 0;
    auto* command =
        program.add_subcommand("serve", "Answer tills and show pages until told to end");
    command->add_option("--db", options->db, "The office: a path, sqlite:PATH or postgresql://…")
        ->required()
        ->type_name("DB");
    command
        ->add_option("--key", options->key_file,
                     "Its signing key, for what people change on the pages; else DB.key, for a "
                     "server a file in the user's home")
        ->type_name("FILE");
    command->add_option("--listen", options->listen, "Address and port; port 0 takes a free one")
        ->capture_default_str();
    command->add_option("--tls-cert", options->http.certificate_file,
                        "The certificate and those above it, PEM");
    command->add_option("--tls-key", options->http.key_file, "Its private key, PEM");
    command
        ->add_option("--workers", options->http.workers,
                     "Requests that are answered at the same time; 0: by the database")
        ->check(CLI::Range(0U, 64U));
    command
        ->add_option("--till-silent", options->till_silent_s,
                     "Seconds of silence after which a till that was put back from an older copy "
                     "may go on in its own place")
        ->check(CLI::Range(0, 86'400))
        ->capture_default_str();
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::office
