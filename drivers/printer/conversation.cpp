#include "drivers/printer/conversation.hpp"

#include <algorithm>

#include "drivers/transport/usb_pipe.hpp"
#include "pos/base/assert.hpp"

namespace drivers::printer {

namespace {

using namespace std::chrono_literals;
using namespace std::string_view_literals;
using transport::Deadline;
using transport::Error;
using transport::Fault;

/// GS a: told of drawer, online and offline, errors and paper.
constexpr auto kTellChanges = "\x1D\x61\x0F"sv;
/// DLE ENQ 1: go on with the line at which it stopped.
constexpr auto kRecover = "\x10\x05\x01"sv;
/// DLE DC4 8: drop what is not printed yet.
constexpr auto kDrop = "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"sv;
/// GS r 1: tell how it is with paper, when this is reached.
constexpr auto kTransmitPaper = "\x1Dr\x01"sv;
/// GS ( H 48, but for the id.
constexpr auto kProcessId = "\x1D(H\x06\0\x30\x30"sv;
/// ESC ACK SOH: Star's status, now; ETB: count up, when this is reached.
constexpr auto kAskStar = "\x1B\x06\x01"sv;
constexpr auto kCountUp = "\x17"sv;
/// GS ( L 64: which pictures are kept; and the word for more of the answer.
constexpr auto kAskPictures = "\x1D(L\x04\0\x30\x40KC"sv;
constexpr auto kAcknowledge = "\x06"sv;
/// How long an answer to a real-time question may take; printers give it within some milliseconds.
constexpr auto kAnswerTime = 1s;
/// USB printer class: GET_PORT_STATUS and SOFT_RESET.
constexpr transport::UsbSetup kPortStatus{.request_type = 0xA1, .request = 1};
constexpr transport::UsbSetup kSoftReset{.request_type = 0x21, .request = 2};

std::unexpected<Error> failed(Error error) {
    return std::unexpected{std::move(error)};
}

}  // namespace

std::expected<void, Error> Conversation::say(std::string_view bytes, Deadline until) {
    auto sent = pipe_.write(pos::as_bytes(bytes), until);
    if (!sent) return failed(std::move(*sent.error));
    return {};
}

std::expected<void, Error> Conversation::greet(Deadline until) {
    const auto answered = star_ ? ask_star(until) : ask_real_time(1, until);
    if (!answered) return failed(answered.error());
    if (star_ && *answered) return {};
    if (!*answered) {
        ask_port(until);
        return {};
    }
    if (auto said = say(kTellChanges, until); !said) {
        // A printer that takes nothing more, for want of paper, is asked again later.
        if (said.error().fault != Fault::timed_out) return said;
    }
    return ask(until);
}

std::expected<void, Error> Conversation::ask(Deadline until) {
    ask_port(until);
    if (!talks_) return {};
    if (star_) {
        if (const auto answered = ask_star(until); !answered) return failed(answered.error());
        return {};
    }
    for (unsigned n = 1; n <= 4; ++n) {
        const auto answered = ask_real_time(n, until);
        if (!answered) return failed(answered.error());
        if (!*answered) break;
    }
    return {};
}

/// False where no answer came in time.
std::expected<bool, Error> Conversation::ask_real_time(unsigned n, Deadline until) {
    const std::string question{'\x10', '\x04', static_cast<char>(n)};
    const Deadline patience = std::min(until, transport::after(kAnswerTime));
    if (auto said = say(question, patience); !said) {
        if (said.error().fault == Fault::timed_out) return false;
        return failed(said.error());
    }
    asked_.push_back(n);
    const std::size_t before = asked_.size();
    while (asked_.size() >= before) {
        const auto heard = listen(patience);
        if (heard || heard.error().fault == Fault::woken) continue;
        asked_.clear();
        if (heard.error().fault == Fault::timed_out || heard.error().fault == Fault::not_possible)
            return false;
        return failed(heard.error());
    }
    return true;
}

std::expected<bool, Error> Conversation::ask_star(Deadline until) {
    const Deadline patience = std::min(until, transport::after(kAnswerTime));
    star_heard_ = false;
    if (auto said = say(kAskStar, patience); !said) {
        if (said.error().fault == Fault::timed_out) return false;
        return failed(said.error());
    }
    while (!star_heard_) {
        const auto heard = listen(patience);
        if (heard || heard.error().fault == Fault::woken) continue;
        if (heard.error().fault == Fault::timed_out || heard.error().fault == Fault::not_possible)
            return false;
        return failed(heard.error());
    }
    return true;
}

void Conversation::ask_port(Deadline until) {
    transport::UsbRequests* usb = pipe_.usb();
    if (usb == nullptr || usb->claimed().interface_class != transport::kUsbClassPrinter) return;
    const auto status =
        usb->control_in(kPortStatus, 1, std::min(until, transport::after(kAnswerTime)));
    if (!status || status->empty()) return;
    PrinterFacts facts = decode_port((*status)[0]);
    // What it says itself is better than what its port says.
    if (talks_ && !facts.paper_out.value_or(false)) facts.paper_out.reset();
    if (talks_) facts.offline.reset();
    facts_.learn(facts);
}

std::expected<void, Error> Conversation::listen(Deadline until) {
    std::byte room[256];
    const auto got = pipe_.read(room, until);
    const auto now = std::chrono::steady_clock::now();
    if (!got) {
        if (got.error().fault == Fault::timed_out && now - heard_at_ > kAnswerTime) {
            reader_.reset();
            star_bytes_.clear();
        }
        return failed(got.error());
    }
    heard_at_ = now;
    if (star_) {
        take_star(std::span{room, *got});
    } else {
        for (const auto& answer : reader_.feed(std::span{room, *got})) take(answer);
    }
    return {};
}

void Conversation::take_star(pos::BytesView bytes) {
    star_bytes_.insert(star_bytes_.end(), bytes.begin(), bytes.end());
    while (!star_bytes_.empty()) {
        const std::size_t size = std::max<std::size_t>(star_status_size(star_bytes_[0]), 1);
        if (star_bytes_.size() < size) return;
        const auto answer = pos::BytesView{star_bytes_}.first(size);
        const auto facts = decode_star(answer);
        if (facts) {
            talks_ = true;
            star_heard_ = true;
            facts_.learn(*facts);
            counted_ = star_count(answer);
            if (waits_for_count_ && counted_ == waits_for_count_) {
                waits_for_count_.reset();
                confirmed_ = confirms_ = true;
            }
        }
        const auto used = static_cast<std::ptrdiff_t>(facts ? size : 1);
        star_bytes_.erase(star_bytes_.begin(), star_bytes_.begin() + used);
    }
}

void Conversation::take(const PrinterAnswer& answer) {
    if (const auto* real_time = std::get_if<RealTimeAnswer>(&answer)) {
        if (asked_.empty()) return;
        talks_ = true;
        const unsigned n = asked_.front();
        asked_.pop_front();
        if (const auto facts = decode_real_time(n, real_time->status)) facts_.learn(*facts);
    } else if (const auto* automatic = std::get_if<AutomaticStatus>(&answer)) {
        talks_ = true;
        tells_ = true;
        if (const auto facts = decode_automatic(automatic->status)) facts_.learn(*facts);
    } else if (const auto* transmitted = std::get_if<TransmittedStatus>(&answer)) {
        talks_ = true;
        confirms_ = true;
        if (!waits_for_transmitted_) return;
        waits_for_transmitted_ = false;
        confirmed_ = true;
        if (const auto facts = decode_transmitted(1, transmitted->status)) facts_.learn(*facts);
    } else if (const auto* done = std::get_if<ProcessDone>(&answer)) {
        talks_ = true;
        confirms_ = true;
        if (waits_for_id_.empty() || done->id != waits_for_id_) return;
        waits_for_id_.clear();
        confirmed_ = true;
    } else if (std::holds_alternative<BuffersDropped>(answer)) {
        dropped_ = true;
    } else if (const auto* keys = std::get_if<PictureKeys>(&answer)) {
        picture_keys_ = *keys;
    }
}

std::expected<void, Error> Conversation::drop_leftovers(std::size_t command_bytes_max,
                                                        Deadline until) {
    waits_for_transmitted_ = false;
    waits_for_id_.clear();
    dropped_ = false;
    if (transport::UsbRequests* usb = pipe_.usb();
        usb != nullptr && usb->claimed().interface_class == transport::kUsbClassPrinter) {
        // Not every printer knows the request, and one that does may leave half a command.
        static_cast<void>(
            usb->control_out(kSoftReset, {}, std::min(until, transport::after(kAnswerTime))));
    }
    if (talks_ && !star_) {
        if (auto said = say(kDrop, until); !said) return said;
        const Deadline patience = std::min(until, transport::after(kAnswerTime / 4));
        while (!dropped_) {
            const auto heard = listen(patience);
            if (heard || heard.error().fault == Fault::woken) continue;
            if (heard.error().fault == Fault::timed_out) break;
            return heard;
        }
    }
    // NULs are nothing to a printer, but for one that still waits for the end of a command.
    return say(std::string(command_bytes_max, '\0'), until);
}

std::string Conversation::ask_confirmation(const std::string& id) {
    POS_ASSERT(id.size() == 4);
    confirmed_ = false;
    if (star_) {
        waits_for_count_.reset();
        if (counted_) waits_for_count_ = (*counted_ + 1) % 32;
        return std::string{kCountUp};
    }
    waits_for_transmitted_ = !by_process_id_;
    waits_for_id_ = by_process_id_ ? id : std::string{};
    if (!by_process_id_) return std::string{kTransmitPaper};
    return std::string{kProcessId} + id;
}

/// Whether Star's printer counts at all; its status says so once the ETB has gone through.
std::expected<void, Error> Conversation::try_to_count(Deadline until) {
    tried_to_count_ = true;
    if (auto said = say(ask_confirmation("TRY1"), until); !said) return said;
    const Deadline patience = std::min(until, transport::after(kAnswerTime));
    while (!confirmed_ && std::chrono::steady_clock::now() < patience) {
        const auto answered = ask_star(patience);
        if (!answered) return failed(answered.error());
        if (!*answered || confirmed_) break;
        const auto heard = listen(std::min(patience, transport::after(kAnswerTime / 20)));
        if (!heard && heard.error().fault != Fault::timed_out &&
            heard.error().fault != Fault::woken)
            return heard;
    }
    waits_for_count_.reset();
    return {};
}

std::expected<void, Error> Conversation::try_confirmation(Deadline until) {
    if (!talks_) return {};
    if (star_) {
        return counted_ && !tried_to_count_ ? try_to_count(until) : std::expected<void, Error>{};
    }
    for (const bool by_id : {true, false}) {
        by_process_id_ = by_id && knows_process_ids_;
        if (by_process_id_ != by_id) continue;
        if (auto said = say(ask_confirmation("TRY1"), until); !said) return said;
        const Deadline patience = std::min(until, transport::after(kAnswerTime));
        while (!confirmed_) {
            const auto heard = listen(patience);
            if (heard || heard.error().fault == Fault::woken) continue;
            if (heard.error().fault == Fault::timed_out) break;
            return heard;
        }
        if (confirmed_) return {};
    }
    waits_for_transmitted_ = false;
    return {};
}

std::expected<std::optional<std::vector<PictureKey>>, Error> Conversation::picture_keys(
    Deadline until) {
    if (!talks_ || star_) return std::nullopt;
    constexpr std::size_t kKeysMax = 1'000;
    std::vector<PictureKey> keys;
    std::string_view question = kAskPictures;
    for (bool more = true; more && keys.size() < kKeysMax;) {
        picture_keys_.reset();
        if (auto said = say(question, until); !said) return failed(said.error());
        while (!picture_keys_) {
            const auto heard = listen(until);
            if (heard || heard.error().fault == Fault::woken) continue;
            if (heard.error().fault == Fault::timed_out) return std::nullopt;
            return failed(heard.error());
        }
        keys.insert(keys.end(), picture_keys_->keys.begin(), picture_keys_->keys.end());
        more = picture_keys_->more;
        question = kAcknowledge;
    }
    if (auto said = say(kAcknowledge, until); !said) return failed(said.error());
    return keys;
}

std::expected<void, Error> Conversation::recover(Deadline until) {
    return say(kRecover, until);
}

}  // namespace drivers::printer
