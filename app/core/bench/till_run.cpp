#include "app/core/bench/till_run.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <iterator>
#include <thread>
#include <utility>

namespace app::core::bench {

namespace {

constexpr std::chrono::milliseconds kLook{2};  // how often the log is looked at
constexpr std::chrono::minutes kPatience{1};

std::string words_in(const std::string& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TillRun::TillRun(Process process, const std::string& log)
    : process_{std::move(process)}, log_{log}, started_{process_.started().time_since_epoch()} {}

Outcome<TillRun> TillRun::start(const std::string& program, const std::string& where,
                                const Scratch& scratch) {
    const std::string log = scratch.file("till-frames");
    const std::string messages = scratch.file("till-messages");
    std::error_code ignored;
    std::filesystem::remove(messages, ignored);
    std::ofstream{log, std::ios::trunc};
    auto process = Process::start({program, "--db", where, "--window", "1280x800", "--lang", "en",
                                   "--theme", "light", "--frame-log", log},
                                  messages);
    if (!process) return std::unexpected{process.error()};
    TillRun run{std::move(*process), log};
    const auto patience = Stopwatch::Clock::now() + kPatience;
    while (run.frames().empty()) {
        const bool ended = !run.process_.is_running();
        if (ended || Stopwatch::Clock::now() > patience) {
            return std::unexpected{Failure{
                FailureKind::environment,
                fmt::format("The till {}: {}", ended ? "ended" : "showed nothing for a minute",
                            words_in(messages))}};
        }
        std::this_thread::sleep_for(kLook);
    }
    return run;
}

const std::vector<DrawnFrame>& TillRun::frames() {
    std::string line;
    for (;;) {
        const auto before = log_.tellg();
        if (!std::getline(log_, line) || log_.eof()) {
            // Not a whole line yet: again from its beginning next time.
            log_.clear();
            log_.seekg(before);
            return frames_;
        }
        long long shown = 0;
        long long own = 0;
        long long busy = 0;
        long long raster = 0;
        if (std::sscanf(line.c_str(), "%lld %lld %lld %lld", &shown, &own, &busy, &raster) != 4)
            continue;
        frames_.push_back({Nanoseconds{shown}, std::chrono::microseconds{own},
                           std::chrono::microseconds{busy}, std::chrono::microseconds{raster}});
    }
}

void TillRun::settle(Nanoseconds quiet) {
    auto last = frames().size();
    auto since = Stopwatch::Clock::now();
    while (Stopwatch::Clock::now() - since < quiet) {
        std::this_thread::sleep_for(kLook);
        if (frames().size() == last) continue;
        last = frames().size();
        since = Stopwatch::Clock::now();
    }
}

}  // namespace app::core::bench
