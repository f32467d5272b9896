#include "drivers/printer/emulator/emulated_printer.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace drivers::printer::emulator {

namespace {

using namespace std::chrono_literals;

// Bits that are always set in answers, by which a host tells them apart.
constexpr unsigned kRealTime = 0x12;
constexpr unsigned kAutomatic = 0x10;
constexpr auto kStep = 1ms;
constexpr std::byte kAcknowledge{0x06};

unsigned bit(bool set, unsigned number) {
    return set ? 1U << number : 0U;
}

pos::Bytes bytes_of(std::string_view text) {
    const auto bytes = pos::as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

template <class What>
void EmulatedPrinter::change(What&& what) {
    std::function<void()> tell;
    {
        const std::scoped_lock lock{mutex_};
        what();
        if (manner_.bytes_per_second == 0) print_some(buffer_.size());
        tell = changed_;
    }
    moved_.notify_all();
    if (tell) tell();
}

EmulatedPrinter::EmulatedPrinter(Manner manner)
    : manner_{std::move(manner)}, interpreter_{manner_.model} {
    if (manner_.bytes_per_second > 0)
        thread_ = std::jthread{[this](std::stop_token stop) { work(std::move(stop)); }};
}

EmulatedPrinter::~EmulatedPrinter() = default;

// ---- the host's side ----

std::size_t EmulatedPrinter::take(pos::BytesView bytes) {
    std::size_t taken = 0;
    {
        const std::scoped_lock lock{mutex_};
        taken = std::min(manner_.buffer_bytes - buffer_.size(), bytes.size());
        // A printer that waits for a hand still hears what is asked in real time.
        const bool hears = manner_.real_time && manner_.real_time_when_full;
        if (taken < bytes.size() && hears && bytes.size() <= 10 && bytes[0] == std::byte{0x10}) {
            taken = bytes.size();
        } else {
            buffer_.insert(buffer_.end(), bytes.begin(),
                           bytes.begin() + static_cast<std::ptrdiff_t>(taken));
        }
        if (manner_.real_time) {
            if (manner_.model.language == paper::Language::star_line) {
                hear_star(bytes.first(taken));
            } else {
                for (const auto& event : watch_.feed(bytes.first(taken))) answer(event);
            }
        }
        taken_ += taken;
        if (manner_.bytes_per_second == 0) print_some(buffer_.size());
    }
    moved_.notify_all();
    return taken;
}

pos::Bytes EmulatedPrinter::give(std::size_t size_max) {
    const std::scoped_lock lock{mutex_};
    const auto size = static_cast<std::ptrdiff_t>(std::min(size_max, to_say_.size()));
    pos::Bytes given{to_say_.begin(), to_say_.begin() + size};
    to_say_.erase(to_say_.begin(), to_say_.begin() + size);
    return given;
}

void EmulatedPrinter::on_change(std::function<void()> changed) {
    const std::scoped_lock lock{mutex_};
    changed_ = std::move(changed);
}

std::byte EmulatedPrinter::port_status() const {
    const std::scoped_lock lock{mutex_};
    const bool out = manner_.port_status && !paper_;
    return static_cast<std::byte>(0x18U | bit(out, 5));
}

pos::Bytes EmulatedPrinter::device_id() const {
    auto id = bytes_of("MFG:Counterfoil;CMD:ESC/POS;MDL:Emulated printer;CLS:PRINTER;");
    const auto size = id.size() + 2;
    id.insert(id.begin(),
              {static_cast<std::byte>(size >> 8U), static_cast<std::byte>(size & 0xFFU)});
    return id;
}

void EmulatedPrinter::soft_reset() {
    change([&] {
        buffer_.clear();
        interpreter_.power_cycle();
    });
}

// ---- the hand at the printer ----

void EmulatedPrinter::load_paper(bool there) {
    change([&] {
        paper_ = there;
        status_changed();
    });
}

void EmulatedPrinter::set_paper_low(bool low) {
    change([&] {
        paper_low_ = low;
        status_changed();
    });
}

void EmulatedPrinter::set_cover_open(bool open) {
    change([&] {
        cover_open_ = open;
        status_changed();
    });
}

void EmulatedPrinter::set_cutter_jammed(bool jammed) {
    change([&] {
        cutter_jammed_ = jammed;
        status_changed();
    });
}

void EmulatedPrinter::set_drawer_open(bool open) {
    change([&] {
        drawer_open_ = open;
        status_changed();
    });
}

void EmulatedPrinter::power_cycle() {
    change([&] {
        buffer_.clear();
        to_say_.clear();
        automatic_mask_ = 0;
        keys_to_say_.clear();
        waits_for_acknowledgement_ = false;
        star_question_ = 0;
        star_count_ = 0;
        watch_ = {};
        interpreter_.power_cycle();
        static_cast<void>(interpreter_.take_events());
    });
}

void EmulatedPrinter::freeze_after(std::size_t bytes) {
    const std::scoped_lock lock{mutex_};
    until_frozen_ = bytes;
}

bool EmulatedPrinter::wait_until_frozen(std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    return moved_.wait_for(lock, patience, [this] { return frozen_; });
}

void EmulatedPrinter::go_on() {
    change([&] {
        frozen_ = false;
        until_frozen_.reset();
    });
}

std::vector<Strip> EmulatedPrinter::take_strips() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(strips_, {});
}

Strip EmulatedPrinter::tear_off() {
    const std::scoped_lock lock{mutex_};
    return {interpreter_.take_paper(), std::exchange(strip_bytes_, {}), false};
}

unsigned EmulatedPrinter::take_kicks() {
    const std::scoped_lock lock{mutex_};
    return std::exchange(kicks_, 0);
}

std::uint64_t EmulatedPrinter::bytes_printed() const {
    const std::scoped_lock lock{mutex_};
    return printed_;
}

bool EmulatedPrinter::wait_for_bytes(std::uint64_t count, std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    return moved_.wait_for(lock, patience, [&] { return taken_ >= count; });
}

// ---- inside; all under the lock ----

bool EmulatedPrinter::can_print() const {
    return paper_ && !cover_open_ && !cutter_jammed_;
}

void EmulatedPrinter::print_some(std::size_t count) {
    while (count-- > 0 && !buffer_.empty() && can_print() && !frozen_) {
        if (until_frozen_ && (*until_frozen_)-- == 0) {
            frozen_ = true;
            until_frozen_.reset();
            return;
        }
        const std::byte next = buffer_.front();
        buffer_.pop_front();
        print_byte(next);
    }
}

void EmulatedPrinter::print_byte(std::byte byte) {
    ++printed_;
    if (waits_for_acknowledgement_) {
        waits_for_acknowledgement_ = false;
        if (byte == kAcknowledge && !keys_to_say_.empty()) say_keys();
        if (byte == kAcknowledge) return;
    }
    strip_bytes_.push_back(byte);
    interpreter_.feed({&byte, 1});
    for (const auto& event : interpreter_.take_events()) {
        // What is meant for arrival was done then.
        if (event.real_time) continue;
        if (std::holds_alternative<paper::CutMade>(event.what)) {
            strips_.push_back({interpreter_.take_paper(), std::exchange(strip_bytes_, {}), true});
        } else {
            answer(event);
        }
    }
}

void EmulatedPrinter::answer(const paper::Event& event) {
    if (std::holds_alternative<paper::DrawerKick>(event.what)) ++kicks_;
    if (std::holds_alternative<paper::BuffersCleared>(event.what)) {
        buffer_.clear();
        interpreter_.power_cycle();
        say({0x37, 0x25, 0x00});
    }
    const auto* asked = std::get_if<paper::Asked>(&event.what);
    if (asked == nullptr) return;
    switch (asked->question) {
        case paper::Question::real_time_status:
            return answer_real_time(asked->argument);
        case paper::Question::status:
            if (!manner_.transmits) return;
            if (asked->argument % 48 == 1)
                return say(
                    {bit(paper_low_, 0) | bit(paper_low_, 1) | bit(!paper_, 2) | bit(!paper_, 3)});
            return say({bit(!drawer_open_, 0)});
        case paper::Question::automatic_status:
            if (!manner_.automatic) return;
            automatic_mask_ = asked->argument;
            return status_changed();
        case paper::Question::process_id:
            if (!manner_.process_ids || asked->command.size() < 11) return;
            say({0x37, 0x22});
            to_say_.insert(to_say_.end(), asked->command.begin() + 7, asked->command.begin() + 11);
            return say({0x00});
        case paper::Question::printer_id:
            to_say_.push_back(std::byte{0x5F});
            for (const std::byte byte : bytes_of("Emulated printer")) to_say_.push_back(byte);
            return say({0x00});
        case paper::Question::memory: {
            constexpr unsigned kKeys = 64;
            if (!manner_.tells_pictures || asked->argument != kKeys) return;
            const auto keys = interpreter_.picture_keys();
            keys_to_say_.assign(keys.begin(), keys.end());
            return say_keys();
        }
        case paper::Question::real_time_request:
        case paper::Question::counter:
        case paper::Question::settings:
        case paper::Question::symbol_size:
            return;
        case paper::Question::end_of_job:
            if (manner_.process_ids) star_count_ = (star_count_ + 1) % 32;
            return;
    }
}

void EmulatedPrinter::answer_real_time(unsigned n) {
    switch (n) {
        case 1:
            return say({kRealTime | bit(!drawer_open_, 2) | bit(!can_print(), 3)});
        case 2:
            return say(
                {kRealTime | bit(cover_open_, 2) | bit(!paper_, 5) | bit(cutter_jammed_, 6)});
        case 3:
            return say({kRealTime | bit(cutter_jammed_, 3)});
        case 4:
            return say({kRealTime | bit(paper_low_, 2) | bit(paper_low_, 3) | bit(!paper_, 5) |
                        bit(!paper_, 6)});
        default:
            return;
    }
}

std::array<std::byte, 4> EmulatedPrinter::automatic_status() const {
    return {static_cast<std::byte>(kAutomatic | bit(!drawer_open_, 2) | bit(!can_print(), 3) |
                                   bit(cover_open_, 5)),
            static_cast<std::byte>(bit(cutter_jammed_, 3)),
            static_cast<std::byte>(bit(paper_low_, 0) | bit(paper_low_, 1) | bit(!paper_, 2) |
                                   bit(!paper_, 3)),
            std::byte{0x0F}};
}

void EmulatedPrinter::status_changed() {
    if (automatic_mask_ != 0) {
        for (const std::byte byte : automatic_status()) to_say_.push_back(byte);
    }
}

void EmulatedPrinter::say(std::initializer_list<unsigned> bytes) {
    for (const unsigned byte : bytes) to_say_.push_back(static_cast<std::byte>(byte));
}

/// ESC ACK SOH is answered as it arrives, also amid a picture.
void EmulatedPrinter::hear_star(pos::BytesView bytes) {
    constexpr std::array kQuestion{std::byte{0x1B}, std::byte{0x06}, std::byte{0x01}};
    for (const std::byte byte : bytes) {
        star_question_ = byte == kQuestion[star_question_] ? star_question_ + 1
                         : byte == kQuestion[0]            ? 1
                                                           : 0;
        if (star_question_ < kQuestion.size()) continue;
        star_question_ = 0;
        say_star_status();
    }
}

void EmulatedPrinter::say_star_status() {
    const unsigned count = (star_count_ & 0x18) << 2U | (star_count_ & 7) << 1U;
    say({0x23, 0x06, bit(!drawer_open_, 2) | bit(!can_print(), 3) | bit(cover_open_, 5),
         bit(cutter_jammed_, 3), 0, bit(paper_low_, 2) | bit(!paper_, 3), 0, count, 0});
}

/// One piece of at most forty.
void EmulatedPrinter::say_keys() {
    constexpr std::size_t kPiece = 40;
    say({0x37, 0x72, keys_to_say_.size() > kPiece ? 0x41U : 0x40U});
    for (std::size_t i = 0; i < kPiece && !keys_to_say_.empty(); ++i) {
        const unsigned key = keys_to_say_.front();
        keys_to_say_.pop_front();
        say({key & 0xFF, key >> 8});
    }
    say({0x00});
    waits_for_acknowledgement_ = true;
}

void EmulatedPrinter::work(std::stop_token stop) {
    const auto bytes_a_step = std::max<std::size_t>(manner_.bytes_per_second / 1000, 1);
    const auto step = manner_.bytes_per_second < 1000
                          ? std::chrono::milliseconds{1000 / manner_.bytes_per_second}
                          : kStep;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock{mutex_};
            moved_.wait(lock, stop, [this] { return !buffer_.empty() && can_print() && !frozen_; });
            moved_.wait_for(lock, stop, step, [] { return false; });
        }
        change([&] { print_some(bytes_a_step); });
    }
}

}  // namespace drivers::printer::emulator
