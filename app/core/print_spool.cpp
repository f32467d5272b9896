#include "app/core/print_spool.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include "app/core/print_jobs.hpp"
#include "drivers/transport/usb_watch.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

namespace {

using namespace std::chrono_literals;
using drivers::printer::PrinterState;
using pos::store::PrintChange;
using pos::store::PrintJob;
using pos::store::PrintState;
using pos::store::PrintStep;

/// The printer is looked after for so long at a time.
constexpr std::chrono::milliseconds kAttend = 60s;
/// A document whose end nobody knew that often is asked about before more paper goes into it.
constexpr std::uint32_t kUnsureMax = 3;

}  // namespace

struct PrintSpool::Core {
    /// Outlives the spool in the hands of those who ring it.
    struct Bell {
        std::mutex mutex;
        Core* core{nullptr};
    };

    Core(pos::store::StoreThread& store_, Paperwork paperwork_, pos::Clock& clock_,
         const SpoolOptions& options_, OnReport on_report_)
        : store{store_},
          paperwork{std::move(paperwork_)},
          clock{clock_},
          options{options_},
          on_report{std::move(on_report_)} {
        bell->core = this;
    }
    ~Core() { finish(); }

    app::core::Outcome<void> take_printer(const OpenPrinter& open);
    void finish();
    void wake();
    void queued();

    // ---- on the spool's thread ----
    void work();
    void start_over();
    void obey();
    /// False where the store could not be asked.
    bool read_jobs();
    const PrintJob* next_job();
    bool needs_asking(const PrintJob& job) const;
    void let_rest();
    void run(PrintJob job);
    bool begin(const PrintJob& job);
    void settle(const PrintJob& job, PrintStep step);
    void end(const PrintJob& job);
    void report();

    const std::shared_ptr<Bell> bell{std::make_shared<Bell>()};
    pos::store::StoreThread& store;
    Paperwork paperwork;  // of the spool's thread
    pos::Clock& clock;
    const SpoolOptions options;
    const OnReport on_report;
    std::unique_ptr<pos::store::db::Connection> connection;
    std::optional<pos::store::Reader> reader;

    std::mutex mutex;
    std::condition_variable ended;
    bool ending{false};
    bool done{false};
    bool jobs_changed{true};
    std::optional<bool> answered;  // keep or discard
    std::optional<unsigned> kick;
    OpenPrinter other;
    std::optional<Paperwork> other_paperwork;
    std::atomic<bool> free{false};

    // Of the spool's thread, but for wake(), which takes the mutex.
    std::stop_source stop;
    OpenedPrinter opened;
    std::unique_ptr<drivers::transport::UsbWatch> watch;
    drivers::printer::PrinterReport seen;
    std::vector<PrintJob> jobs;
    std::set<pos::Ulid> over;  // printed, whatever the store may still say
    std::set<pos::Ulid> asked;
    std::set<pos::Ulid> wanted;  // as somebody has said
    unsigned kicks_failed{0};
    bool expected{false};
    std::string last;
    bool confirmed{true};
    std::optional<drivers::printer::PrintError> failed;
    std::string marked;
    std::string lost;
    std::optional<SpoolReport> told;
    std::thread thread;
};

app::core::Outcome<void> PrintSpool::Core::take_printer(const OpenPrinter& open) {
    std::stop_source new_stop;
    auto printer = open(
        [this](const drivers::printer::PrinterReport& now) {
            seen = now;
            report();
        },
        new_stop.get_token());
    if (!printer) return std::unexpected{printer.error()};
    watch.reset();
    OpenedPrinter old;
    {
        const std::scoped_lock lock{mutex};
        old = std::exchange(opened, std::move(*printer));
        stop = new_stop;
    }
    seen = {};
    expected = opened.named;
    if (opened.on_usb) {
        watch = std::make_unique<drivers::transport::UsbWatch>(
            [this](const drivers::transport::UsbWatch::Change&) { wake(); });
    }
    return {};
}

void PrintSpool::Core::wake() {
    const std::scoped_lock lock{mutex};
    if (opened.printer) opened.printer->wake();
}

void PrintSpool::Core::queued() {
    const std::scoped_lock lock{mutex};
    jobs_changed = true;
    opened.printer->wake();
}

void PrintSpool::Core::finish() {
    {
        const std::scoped_lock lock{bell->mutex};
        bell->core = nullptr;
    }
    if (!thread.joinable()) return;
    {
        std::unique_lock lock{mutex};
        ending = true;
        if (opened.printer) opened.printer->wake();
        ended.wait_for(lock, options.farewell, [this] { return done; });
        stop.request_stop();
    }
    thread.join();
    watch.reset();
}

// ---- the spool's thread ----

void PrintSpool::Core::work() {
    start_over();
    seen = opened.printer->attend({});
    for (;;) {
        obey();
        {
            const std::scoped_lock lock{mutex};
            if (ending) break;
        }
        const bool read = read_jobs();
        const PrintJob* job = next_job();
        free = read && job == nullptr && may_print(seen.state);
        report();
        if (job != nullptr) {
            run(*job);
            continue;
        }
        let_rest();
        seen = opened.printer->attend(drivers::transport::after(read ? kAttend : options.retry));
    }
    // What was stored as begun, and was not, must not look like a print that was broken off.
    static_cast<void>(read_jobs());
    let_rest();
    const std::scoped_lock lock{mutex};
    done = true;
    ended.notify_all();
}

/// Documents that were begun before this program started: nobody knows how far they came. Test
/// pages from then nobody waits for.
void PrintSpool::Core::start_over() {
    read_jobs();
    for (const auto& job : std::vector<PrintJob>{jobs}) {
        if (job.kind == pos::store::PrintKind::test_page) end(job);
    }
    bool any = false;
    for (auto& job : jobs) {
        if (job.state != PrintState::begun) continue;
        any = true;
        settle(job, PrintStep::doubt);
        job.state = PrintState::waiting;
        ++job.unsure;
    }
    if (any && opened.device != nullptr) opened.device->suspect_leftovers();
}

/// What other threads have asked for.
void PrintSpool::Core::obey() {
    std::optional<bool> answer;
    std::optional<unsigned> pin;
    OpenPrinter next;
    {
        const std::scoped_lock lock{mutex};
        answer.swap(answered);
        pin.swap(kick);
        next.swap(other);
        if (other_paperwork) paperwork = std::move(*std::exchange(other_paperwork, std::nullopt));
    }
    // What cannot be understood leaves the printer as it was: it was checked before it came here.
    if (next && take_printer(next)) seen = opened.printer->attend({});
    if (pin && !opened.printer->kick_drawer(*pin) && expected) ++kicks_failed;
    if (!answer) return;
    for (const auto& job : std::vector<PrintJob>{jobs}) {
        if (!asked.contains(job.job)) continue;
        if (*answer) {
            wanted.insert(job.job);
        } else {
            end(job);
        }
    }
    asked.clear();
}

/// Not to be printed any more.
void PrintSpool::Core::end(const PrintJob& job) {
    over.insert(job.job);
    settle(job, PrintStep::drop);
    std::erase_if(jobs, [id = job.job](const PrintJob& each) { return each.job == id; });
}

bool PrintSpool::Core::read_jobs() {
    {
        const std::scoped_lock lock{mutex};
        if (!std::exchange(jobs_changed, false)) return true;
    }
    auto found = reader->print_jobs();
    if (!found) {
        const std::scoped_lock lock{mutex};
        jobs_changed = true;  // selling goes on; it is tried again
        return false;
    }
    std::set<pos::Ulid> stored;
    for (const auto& job : *found) stored.insert(job.job);
    std::erase_if(over, [&](const pos::Ulid& id) { return !stored.contains(id); });
    // Of documents that are known already we know more than the store, which is told later.
    std::set<pos::Ulid> known = over;
    for (const auto& job : jobs) known.insert(job.job);
    for (auto& job : *found) {
        if (!known.contains(job.job)) jobs.push_back(std::move(job));
    }
    std::ranges::stable_sort(jobs, {}, &PrintJob::queued_at);
    while (!expected && jobs.size() > options.unmissed_max) end(PrintJob{jobs.front()});
    return true;
}

bool PrintSpool::Core::needs_asking(const PrintJob& job) const {
    if (wanted.contains(job.job)) return false;
    if (job.unsure >= kUnsureMax) return true;
    const std::chrono::milliseconds age{clock.now().unix_ms - job.queued_at.unix_ms};
    return job.kind == pos::store::PrintKind::receipt && age > options.stale_after;
}

/// Null where nothing is to be printed, or nothing can be.
const PrintJob* PrintSpool::Core::next_job() {
    if (!may_print(seen.state)) return nullptr;
    for (const auto& job : jobs) {
        if (!asked.contains(job.job) && needs_asking(job)) asked.insert(job.job);
        if (!asked.contains(job.job)) return &job;
    }
    return nullptr;
}

/// What was stored as begun, since the printer was free, and cannot be begun after all.
void PrintSpool::Core::let_rest() {
    for (auto& job : jobs) {
        if (job.state != PrintState::begun) continue;
        job.state = PrintState::waiting;
        settle(job, PrintStep::rest);
    }
}

void PrintSpool::Core::settle(const PrintJob& job, PrintStep step) {
    pos::store::Batch batch;
    batch.print_changes.push_back({job.job, step});
    store.append(std::move(batch), clock.now(), [](auto) {});
}

/// Durable before the first byte goes out. False where the store refuses: then nothing is printed.
bool PrintSpool::Core::begin(const PrintJob& job) {
    if (job.state == PrintState::begun) return true;
    auto promise = std::make_shared<std::promise<bool>>();
    auto answer = promise->get_future();
    pos::store::Batch batch;
    batch.print_changes.push_back({job.job, PrintStep::begin});
    store.append(std::move(batch), clock.now(),
                 [promise](const auto& stored) { promise->set_value(stored.has_value()); });
    return answer.get();
}

void PrintSpool::Core::run(PrintJob job) {
    const auto known = [&] { return std::ranges::find(jobs, job.job, &PrintJob::job); };
    const auto document = document_of(job, *reader, paperwork);
    if (!document) {
        seen = opened.printer->attend(drivers::transport::after(options.retry));
        return;
    }
    if (!*document) {
        lost = pos::to_string(job.subject);
        return end(job);
    }
    if (!begin(job)) {
        seen = opened.printer->attend(drivers::transport::after(options.retry));
        return;
    }
    known()->state = PrintState::begun;
    const auto result = opened.printer->print((*document)->document, (*document)->file_name);
    failed = result.error;
    switch (result.outcome) {
        case drivers::printer::Outcome::printed:
        case drivers::printer::Outcome::sent:
            if (job.kind == pos::store::PrintKind::receipt) {
                last = (*document)->number;
                confirmed = result.outcome == drivers::printer::Outcome::printed;
            }
            if (job.unsure > 0) marked = (*document)->number;
            return end(job);
        case drivers::printer::Outcome::not_printed:
            known()->state = PrintState::waiting;
            settle(job, PrintStep::rest);
            break;
        case drivers::printer::Outcome::unsure:
            known()->state = PrintState::waiting;
            ++known()->unsure;
            settle(job, PrintStep::doubt);
            break;
    }
    seen = opened.printer->attend(drivers::transport::after(options.retry));
}

void PrintSpool::Core::report() {
    expected = expected || seen.state != PrinterState::gone;
    SpoolReport now{.printer = seen,
                    .expected = expected,
                    .waiting = jobs.size(),
                    .asked = asked.size(),
                    .last = last,
                    .confirmed = confirmed,
                    .failed = failed,
                    .marked = marked,
                    .lost = lost,
                    .kicks_failed = kicks_failed};
    for (const auto& job : jobs) {
        if (!asked.contains(job.job)) continue;
        now.asked_since = job.queued_at;
        break;
    }
    if (now == told) return;
    told = now;
    on_report(now);
}

// ---- the face ----

PrintSpool::PrintSpool(std::unique_ptr<Core> core) : core_{std::move(core)} {}
PrintSpool::~PrintSpool() = default;

Outcome<std::unique_ptr<PrintSpool>> PrintSpool::start(
    pos::store::StoreThread& store, const pos::store::db::DbTarget& target, Paperwork paperwork,
    pos::Clock& clock, const OpenPrinter& open, const SpoolOptions& options, OnReport on_report) {
    auto core =
        std::make_unique<Core>(store, std::move(paperwork), clock, options, std::move(on_report));
    auto connection = pos::store::open_for_reading(target);
    if (!connection) return std::unexpected{failure(connection.error(), target.where)};
    core->connection = std::move(*connection);
    core->reader.emplace(*core->connection);
    if (auto taken = core->take_printer(open); !taken) return std::unexpected{taken.error()};
    core->thread = std::thread{[inner = core.get()] { inner->work(); }};
    return std::unique_ptr<PrintSpool>{new PrintSpool{std::move(core)}};
}

void PrintSpool::queued() {
    core_->queued();
}

std::function<void()> PrintSpool::bell() const {
    return [bell = core_->bell] {
        const std::scoped_lock lock{bell->mutex};
        if (bell->core != nullptr) bell->core->queued();
    };
}

bool PrintSpool::is_free() const {
    return core_->free;
}

void PrintSpool::keep() {
    const std::scoped_lock lock{core_->mutex};
    core_->answered = true;
    core_->opened.printer->wake();
}

void PrintSpool::discard() {
    const std::scoped_lock lock{core_->mutex};
    core_->answered = false;
    core_->opened.printer->wake();
}

void PrintSpool::use(const OpenPrinter& open) {
    const std::scoped_lock lock{core_->mutex};
    core_->other = open;
    if (core_->opened.device != nullptr) {
        core_->opened.device->give_up();
    } else {
        core_->opened.printer->wake();
    }
}

void PrintSpool::use(Paperwork paperwork) {
    const std::scoped_lock lock{core_->mutex};
    core_->other_paperwork = std::move(paperwork);
    core_->opened.printer->wake();
}

void PrintSpool::kick_drawer(unsigned pin) {
    const std::scoped_lock lock{core_->mutex};
    core_->kick = pin;
    core_->opened.printer->wake();
}

}  // namespace app::core
