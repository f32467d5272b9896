#include "drivers/printer/device_printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "drivers/printer/encoder.hpp"

namespace drivers::printer {

namespace {

using namespace std::chrono_literals;
using transport::after;
using transport::Deadline;
using transport::Error;
using transport::Fault;

/// A write is looked after that often.
constexpr auto kSlice = 250ms;
/// How long finding and greeting a printer may take.
constexpr auto kGreetingTime = 5s;
/// A printer that refuses that many times running takes nothing any more.
constexpr unsigned kStallsMax = 5;
/// A shared printer is kept that long after a document, in case the next one is there already.
constexpr auto kKeepShared = 500ms;
/// And one that is refused that long after it was left may be gone.
constexpr auto kBusyTime = 60s;
/// Rows of the tallest raster that the encoder sends at once, its command and some more.
constexpr std::size_t kRasterRows = 128;
constexpr std::size_t kCommandSpare = 512;
/// More than that printers do not take ahead of what they print.
constexpr std::size_t kBufferMax = 16'384;

bool is_lost(Fault fault) {
    switch (fault) {
        case Fault::timed_out:
        case Fault::woken:
        case Fault::stalled:
        case Fault::not_possible:
            return false;
        case Fault::not_found:
        case Fault::in_use:
        case Fault::not_allowed:
        case Fault::gone:
        case Fault::refused:
        case Fault::unreachable:
        case Fault::cancelled:
        case Fault::input_output:
            return true;
    }
    return true;
}

std::size_t command_bytes_max(const Profile& profile) {
    return kRasterRows * profile.dots / 8 + kCommandSpare;
}

}  // namespace

/// A document on its way.
struct DevicePrinter::Sending {
    pos::BytesView bytes;
    std::size_t sent{0};
    unsigned stalls{0};
    Deadline moved_at{std::chrono::steady_clock::now()};

    pos::BytesView rest() const { return bytes.subspan(sent); }
    void moved() {
        moved_at = std::chrono::steady_clock::now();
        stalls = 0;
    }
};

DevicePrinter::DevicePrinter(ConnectPrinter connect, DevicePrinterOptions options,
                             const Pictures& pictures, OnReport on_report, std::stop_token stop)
    : connect_{std::move(connect)},
      options_{options},
      pictures_{pictures},
      on_report_{std::move(on_report)},
      stop_{std::move(stop)} {}

DevicePrinter::~DevicePrinter() = default;

// ---- connection ----

PrinterState DevicePrinter::state() const {
    if (talk_) return talk_->state();
    return trouble_ ? PrinterState::gone : parted_state_;
}

void DevicePrinter::tell() {
    PrinterReport report{.state = state(),
                         .device = device_,
                         .address = address_,
                         .trouble = trouble_,
                         .printing = printing_};
    if (talk_) report.drawer_high = talk_->facts().drawer_high;
    if (told_ == report) return;
    told_ = report;
    on_report_(report);
}

void DevicePrinter::lose(Error why) {
    talk_.reset();
    {
        const std::scoped_lock lock{mutex_};
        pipe_.reset();
    }
    trouble_ = std::move(why);
    next_look_ = after(options_.look_every);
    tell();
}

Deadline DevicePrinter::when_to_ask() const {
    return after(options_.stay_connected ? options_.ask_every : kKeepShared);
}

void DevicePrinter::leave() {
    parted_state_ = talk_->state();
    parted_at_ = std::chrono::steady_clock::now();
    next_look_ = after(options_.ask_every);
    talk_.reset();
    const std::scoped_lock lock{mutex_};
    pipe_.reset();
}

std::expected<void, Error> DevicePrinter::connect() {
    const Deadline until = after(kGreetingTime);
    auto connection = connect_(until);
    if (!connection) {
        const Error error = connection.error();
        // A shared printer that was there a moment ago serves another till now.
        if (!options_.stay_connected && error.fault == Fault::refused && !trouble_ &&
            std::chrono::steady_clock::now() - parted_at_ < kBusyTime) {
            next_look_ = after(options_.look_every);
        } else {
            lose(error);
        }
        return std::unexpected{error};
    }
    {
        const std::scoped_lock lock{mutex_};
        pipe_ = std::move(connection->pipe);
    }
    device_ = std::move(connection->device);
    address_ = std::move(connection->address);
    if (!painter_ || painter_->dots() != connection->profile.dots)
        painter_ = std::make_unique<PaperPainter>(connection->profile.dots, pictures_);
    profile_ = std::move(connection->profile);
    talk_.emplace(*pipe_, profile_);
    kept_.clear();
    not_kept_.clear();
    if (auto greeted = talk_->greet(until); !greeted) {
        if (is_lost(greeted.error().fault)) {
            lose(greeted.error());
            return greeted;
        }
    }
    trouble_.reset();
    next_ask_ = when_to_ask();
    tell();
    return {};
}

/// Connected, and nothing in the way that is known.
std::expected<void, Error> DevicePrinter::make_ready() {
    if (!talk_) {
        if (auto connected = connect(); !connected) return connected;
    } else if (!talk_->tells()) {
        const auto asked = talk_->ask(after(kGreetingTime));
        if (!asked && is_lost(asked.error().fault)) {
            lose(asked.error());
            return asked;
        }
        tell();
    }
    if (!may_print(talk_->state())) return std::unexpected{Error{Fault::timed_out, {}}};
    if (leftovers_) {
        auto dropped = talk_->drop_leftovers(command_bytes_max(profile_), after(options_.patience));
        if (!dropped) {
            if (is_lost(dropped.error().fault)) lose(dropped.error());
            return dropped;
        }
        leftovers_ = false;
    }
    if (talk_->talks() && !talk_->confirms()) {
        const auto tried = talk_->try_confirmation(after(kGreetingTime));
        if (!tried && is_lost(tried.error().fault)) {
            lose(tried.error());
            return tried;
        }
    }
    return {};
}

// ---- pictures ----

/// Finds out which of the document's pictures the printer keeps; one that is new to it is stored.
/// The others will be sent as dots.
std::expected<void, Error> DevicePrinter::store_pictures(const pos::document::Document& document) {
    for (const auto& block : document.blocks) {
        const auto* picture = std::get_if<pos::document::Picture>(&block);
        if (picture == nullptr || kept_.contains(picture->name)) continue;
        if (!not_kept_.insert(picture->name).second) continue;
        const auto to_store = picture_to_store(picture->name, profile_, *painter_);
        if (!to_store) continue;
        const auto is_kept = keeps(*to_store);
        if (!is_kept) return std::unexpected{is_kept.error()};
        if (*is_kept) kept_.emplace(picture->name, to_store->key);
    }
    return {};
}

/// Asks whether it keeps the picture, stores it if not, and asks again.
std::expected<bool, Error> DevicePrinter::keeps(const PictureToStore& picture) {
    const auto answer = [&](Deadline until) -> std::expected<std::optional<bool>, Error> {
        const auto keys = talk_->picture_keys(until);
        if (!keys) return std::unexpected{keys.error()};
        if (!*keys) return std::nullopt;
        return std::ranges::find(**keys, picture.key) != (*keys)->end();
    };
    const auto at_first = answer(after(kGreetingTime));
    if (!at_first) return std::unexpected{at_first.error()};
    if (!*at_first || **at_first) return at_first->value_or(false);
    const auto sent = pipe_->write(picture.bytes, after(options_.patience));
    if (!sent) return std::unexpected{*sent.error};
    const auto then = answer(after(options_.patience));
    if (!then) return std::unexpected{then.error()};
    return then->value_or(false);
}

// ---- printing ----

PrintResult DevicePrinter::print(const pos::document::Document& document, std::string_view name) {
    static_cast<void>(name);
    given_up_ = false;
    if (const auto ready = make_ready(); !ready) {
        return {Outcome::not_printed,
                PrintError{PrintFailure::device, describe(ready.error(), "The printer")}};
    }
    if (const auto stored = store_pictures(document); !stored) {
        leftovers_ = true;
        if (is_lost(stored.error().fault)) lose(stored.error());
        return {Outcome::not_printed,
                PrintError{PrintFailure::device, describe(stored.error(), "The printer")}};
    }
    pos::Bytes bytes = encode(document, profile_, *painter_, kept_);
    if (talk_->confirms()) {
        const auto asking = talk_->ask_confirmation(fmt::format("{:04}", ++documents_ % 10'000));
        const auto more = pos::as_bytes(asking);
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    printing_ = true;
    tell();
    PrintResult result = send(bytes);
    printing_ = false;
    if (result.outcome == Outcome::unsure) leftovers_ = true;
    next_ask_ = when_to_ask();
    tell();
    return result;
}

PrintResult DevicePrinter::send(pos::BytesView bytes) {
    Sending sending{.bytes = bytes};
    while (!sending.rest().empty()) {
        if (auto ended = write_some(sending)) return *std::move(ended);
    }
    return talk_->confirms() ? await_confirmation(sending) : settle(sending);
}

PrintResult DevicePrinter::broken_off(const Sending& sending, Error why) {
    const PrintError error{PrintFailure::device, describe(why, "The printer")};
    if (is_lost(why.fault)) lose(std::move(why));
    return {sending.sent == 0 ? Outcome::not_printed : Outcome::unsure, error};
}

/// The result where the document has come to its end.
std::optional<PrintResult> DevicePrinter::write_some(Sending& sending) {
    const auto sent = pipe_->write(sending.rest(), after(kSlice));
    sending.sent += sent.bytes;
    if (sent.bytes > 0) sending.moved();
    if (!sent.error) return std::nullopt;
    if (sent.error->fault == Fault::stalled) {
        if (++sending.stalls > kStallsMax) return broken_off(sending, *sent.error);
    } else if (sent.error->fault != Fault::timed_out) {
        return broken_off(sending, *sent.error);
    }
    return hear(sending, 0ms);
}

/// Takes in what the printer says, and judges whether to go on.
std::optional<PrintResult> DevicePrinter::hear(Sending& sending, std::chrono::milliseconds wait) {
    const auto heard = talk_->listen(after(wait));
    if (!heard && is_lost(heard.error().fault)) return broken_off(sending, heard.error());
    if (!heard && heard.error().fault == Fault::not_possible && wait > 0ms) wait_until(after(wait));
    if (heard) {
        sending.moved();
    } else if (!talk_->tells() && sending.rest().empty()) {
        // Between two commands it may be asked. In the middle of one the question would be data.
        const auto asked = talk_->ask(after(kSlice));
        if (!asked && is_lost(asked.error().fault)) return broken_off(sending, asked.error());
    } else if (!talk_->tells()) {
        talk_->ask_port(after(kSlice));
    }
    tell();
    if (talk_->facts().recoverable.value_or(false) && talk_->state() == PrinterState::offline) {
        const auto said = talk_->recover(after(kSlice));
        if (!said && is_lost(said.error().fault)) return broken_off(sending, said.error());
    }
    if (given_up_) return broken_off(sending, {Fault::timed_out, {}});
    if (!may_print(talk_->state())) sending.moved();
    const auto quiet = std::chrono::steady_clock::now() - sending.moved_at;
    if (quiet > options_.patience) return broken_off(sending, {Fault::timed_out, {}});
    return std::nullopt;
}

PrintResult DevicePrinter::await_confirmation(Sending& sending) {
    sending.moved();
    while (!talk_->confirmed()) {
        if (auto ended = hear(sending, kSlice)) return *std::move(ended);
    }
    return {Outcome::printed, {}};
}

PrintResult DevicePrinter::settle(Sending& sending) {
    sending.moved();
    // What it took before has left its buffer, however much that was.
    const std::size_t buffered = std::min(sending.bytes.size(), kBufferMax);
    const auto whole = options_.settling + std::chrono::milliseconds{buffered};
    for (Deadline until = after(whole); std::chrono::steady_clock::now() < until;) {
        if (auto ended = hear(sending, kSlice)) return *std::move(ended);
        if (!may_print(talk_->state())) until = after(whole);
    }
    return {Outcome::sent, {}};
}

std::expected<void, PrintError> DevicePrinter::kick_drawer(unsigned pin) {
    auto done = [&]() -> std::expected<void, Error> {
        if (!talk_) {
            if (auto connected = connect(); !connected) return connected;
        }
        const pos::Bytes pulse = drawer_kick(profile_, pin == 5 ? 5 : 2);
        if (pulse.empty())
            return std::unexpected{Error{Fault::not_possible, "it has no connector for a drawer"}};
        auto sent = pipe_->write(pulse, after(kGreetingTime));
        if (sent) return {};
        if (sent.bytes > 0) leftovers_ = true;
        if (is_lost(sent.error->fault)) lose(*sent.error);
        return std::unexpected{*sent.error};
    }();
    if (done) return {};
    return std::unexpected{PrintError{PrintFailure::device, describe(done.error(), "The printer")}};
}

// ---- between documents ----

void DevicePrinter::wake() {
    const std::scoped_lock lock{mutex_};
    woken_ = true;
    if (pipe_) pipe_->wake();
    changed_.notify_all();
}

void DevicePrinter::give_up() {
    given_up_ = true;
    wake();
}

void DevicePrinter::wait_until(Deadline until) {
    std::unique_lock lock{mutex_};
    changed_.wait_until(lock, stop_, until, [this] { return woken_; });
}

PrinterReport DevicePrinter::attend(Deadline until) {
    const auto before = told_;
    const auto now = [] { return std::chrono::steady_clock::now(); };
    while (!stop_.stop_requested()) {
        {
            const std::scoped_lock lock{mutex_};
            if (std::exchange(woken_, false)) {
                next_look_ = {};
                break;
            }
        }
        if (!talk_ && now() >= next_look_) {
            static_cast<void>(connect());
            if (told_ != before) break;
            if (talk_) continue;  // it may have been woken meanwhile
        }
        if (talk_) {
            attend_connected(until);
        } else {
            wait_until(std::min(until, next_look_));
        }
        if (told_ != before || now() >= until) break;
    }
    tell();
    return *told_;
}

void DevicePrinter::attend_connected(Deadline until) {
    const bool asks = !talk_->tells() || !options_.stay_connected;
    const auto heard = talk_->listen(asks ? std::min(until, next_ask_) : until);
    if (!heard && is_lost(heard.error().fault)) return lose(heard.error());
    if (!heard && heard.error().fault == Fault::not_possible)
        wait_until(std::min(until, next_ask_));
    if (asks && std::chrono::steady_clock::now() >= next_ask_) {
        if (!options_.stay_connected) return leave();
        const auto asked = talk_->ask(after(kGreetingTime));
        if (!asked && is_lost(asked.error().fault)) return lose(asked.error());
        next_ask_ = after(options_.ask_every);
    }
    tell();
}

}  // namespace drivers::printer
