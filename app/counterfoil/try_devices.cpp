#include "app/counterfoil/try_devices.hpp"

#include <condition_variable>
#include <mutex>
#include <ostream>

#include "app/core/paperwork.hpp"
#include "app/core/printer_setup.hpp"
#include "app/core/scale_setup.hpp"
#include "app/core/scanner_setup.hpp"
#include "app/core/system.hpp"
#include "pos/document/test_page.hpp"
#include "pos/locale/zone.hpp"

namespace app::counterfoil {

namespace {

using namespace std::chrono_literals;

constexpr auto kAttend = 3s;
constexpr unsigned kDrawerPin = 2;

core::Failure failed(std::string words) {
    return {core::FailureKind::environment, std::move(words)};
}

core::Outcome<void> print_test_page(drivers::printer::Printer& printer, const std::string& device,
                                    const std::string& where, Context& context) {
    const auto locale = pos::locale::Locale::open("en-GB");
    const auto zone = pos::locale::Zone::open("UTC");
    if (!locale || !zone) return std::unexpected{failed("The language data of ICU is missing.")};
    const pos::document::ShopHead head{.name = "Counterfoil"};
    const pos::document::Words words;
    const auto page = pos::document::test_page({device, where, zone->local(context.clock.now())},
                                               {head, words, *locale}, "counterfoil devices");
    const auto printed = printer.print(page, "test-page");
    if (printed.error) return std::unexpected{failed(describe(*printed.error))};
    context.out << device << ": test page "
                << (printed.outcome == drivers::printer::Outcome::printed ? "printed" : "sent")
                << '\n';
    return {};
}

core::Outcome<void> try_printer(const std::string& where, const DeviceTrials& trials,
                                Context& context) {
    static const drivers::printer::NoPictures kNoPictures;
    auto opened = core::open_printer({where, trials.profile}, kNoPictures,
                                     [](const drivers::printer::PrinterReport&) {}, {});
    if (!opened) return std::unexpected{opened.error()};
    auto& printer = *opened->printer;
    const auto report = printer.attend(drivers::transport::after(kAttend));
    const std::string device = report.device.empty() ? "The printer" : report.device;
    if (report.trouble) return std::unexpected{failed(describe(*report.trouble, device))};
    if (trials.test_page) {
        const auto& at = report.address.empty() ? where : report.address;
        if (auto done = print_test_page(printer, device, at, context); !done) return done;
    }
    if (!trials.open_drawer) return {};
    if (const auto kicked = printer.kick_drawer(kDrawerPin); !kicked)
        return std::unexpected{failed(describe(kicked.error()))};
    context.out << device << ": drawer told to open\n";
    return {};
}

/// What another thread brings, waited for.
template <class Value>
class Brought {
public:
    void bring(Value value) {
        {
            const std::scoped_lock lock{mutex_};
            value_ = std::move(value);
        }
        changed_.notify_all();
    }
    /// The first that is wanted, or the last that came.
    template <class Wanted>
    std::optional<Value> wait(std::chrono::seconds time, const Wanted& wanted) {
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, time, [&] { return value_ && wanted(*value_); });
        return value_;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<Value> value_;
};

core::Outcome<void> weigh(const DeviceTrials& trials, Context& context) {
    using drivers::scale::Condition;
    using drivers::scale::Reading;
    const auto options = core::scale_options(trials.weigh, {});
    if (!options) return std::unexpected{options.error()};
    Brought<Reading> reading;
    core::SystemRandom random;
    const drivers::scale::Scale scale{**options, random,
                                      [&](const Reading& now) { reading.bring(now); }};
    const auto last = reading.wait(std::chrono::seconds{trials.seconds}, [](const Reading& now) {
        return now.condition == Condition::stable;
    });
    const auto condition = last ? last->condition : Condition::gone;
    if (condition == Condition::gone)
        return std::unexpected{failed("The scale " + trials.weigh +
                                      " does not answer. Check its power, its cable and how its "
                                      "line is set.")};
    if (condition == Condition::stable) {
        const auto locale = pos::locale::Locale::open("en-GB");
        context.out << trials.weigh << ": " << locale.value().quantity(last->weight, 3) << ' '
                    << name_of(last->unit) << (last->net ? " net" : "") << '\n';
        return {};
    }
    context.out << trials.weigh << ": "
                << (condition == Condition::zero ? "it answers, and nothing lies on it"
                                                 : "it answers, and shows no steady weight")
                << '\n';
    return {};
}

core::Outcome<void> scan(const DeviceTrials& trials, Context& context) {
    auto options = core::scanner_options(trials.scanners, {});
    if (!options) return std::unexpected{options.error()};
    Brought<std::string> code;
    context.err << "Scan something.\n";
    const drivers::scanner::Scanners scanners{
        std::move(*options), [&](std::string now) { code.bring(std::move(now)); },
        [](const std::vector<drivers::scanner::ScannerStatus>&) {}};
    const auto first =
        code.wait(std::chrono::seconds{trials.seconds}, [](const std::string&) { return true; });
    if (!first)
        return std::unexpected{failed("No scanner sent anything within " +
                                      std::to_string(trials.seconds) + " seconds.")};
    context.out << *first << '\n';
    return {};
}

}  // namespace

void try_devices(const DeviceTrials& trials, Context& context) {
    const auto go_on = [&](const core::Outcome<void>& done) {
        if (!done) report(context, done.error());
        return done.has_value();
    };
    if (trials.test_page || trials.open_drawer) {
        const auto printers =
            trials.printers.empty() ? std::vector<std::string>{""} : trials.printers;
        for (const auto& where : printers)
            if (!go_on(try_printer(where, trials, context))) return;
    }
    if (!trials.weigh.empty() && !go_on(weigh(trials, context))) return;
    if (trials.scan) go_on(scan(trials, context));
}

}  // namespace app::counterfoil
