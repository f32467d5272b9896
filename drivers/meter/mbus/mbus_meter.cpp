#include "drivers/meter/mbus/mbus_meter.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace drivers::meter::mbus {

namespace {

using Failed = std::unexpected<ReadError>;

/// More than any meter has to send at once.
constexpr std::size_t kTelegramsMax = 64;
constexpr std::uint8_t kSelect = 0x52;

Frame command(std::uint8_t control, std::uint8_t address) {
    return {.kind = FrameKind::command, .control = control, .address = address};
}

}  // namespace

MbusMeter::MbusMeter(Options options, std::stop_token stop)
    : options_{std::move(options)}, line_{options_.address, options_.patience, std::move(stop)} {}

std::uint8_t MbusMeter::bus_address() const {
    const auto* primary = std::get_if<std::uint8_t>(&options_.meter);
    return primary != nullptr ? *primary : kSelected;
}

ReadError MbusMeter::error(Trouble trouble, const std::string& what) const {
    const auto* second = std::get_if<Secondary>(&options_.meter);
    const std::string which =
        second != nullptr ? second->identification : std::to_string(bus_address());
    return {trouble, line_.name() + ", meter " + which + ": " + what};
}

std::expected<Frame, ReadError> MbusMeter::answer_to(const Frame& question) {
    line_.drain();
    if (const auto sent = line_.send(bytes_of(question)); !sent) return Failed{sent.error()};
    const auto message = line_.receive(size_of_frame, transport::after(options_.patience.answer));
    if (!message) return Failed{message.error()};
    auto frame = read_frame(*message);
    if (!frame) return Failed{error(Trouble::garbled, to_string(frame.error()) + ".")};
    return std::move(*frame);
}

std::expected<void, ReadError> MbusMeter::acknowledged(const Frame& sent) {
    const auto frame = answer_to(sent);
    if (!frame) return Failed{frame.error()};
    if (frame->kind == FrameKind::acknowledgement) return {};
    return Failed{error(Trouble::garbled, "it answers something else than that it understood.")};
}

/// After this the meter begins with its first telegram, and expects the frame count bit set.
std::expected<void, ReadError> MbusMeter::reset() {
    count_bit_ = true;
    if (std::holds_alternative<Secondary>(options_.meter)) return select();
    return acknowledged(command(kInitialise, bus_address()));
}

std::expected<void, ReadError> MbusMeter::select() {
    const auto& wanted = std::get<Secondary>(options_.meter);
    Frame frame{.kind = FrameKind::data,
                .control = kSendData,
                .address = kSelected,
                .information = kSelect};
    frame.data = pos::from_hex(wanted.identification).value();
    std::ranges::reverse(frame.data);
    frame.data.resize(8, std::byte{0xFF});  // any manufacturer, version, medium
    return acknowledged(frame);
}

std::expected<Telegram, ReadError> MbusMeter::ask() {
    const auto control = static_cast<std::uint8_t>(kAskForData | (count_bit_ ? kFrameCountBit : 0));
    const auto frame = answer_to(command(control, bus_address()));
    if (!frame) return Failed{frame.error()};
    const bool numbered = bus_address() >= 1 && bus_address() <= 250;
    if (frame->kind == FrameKind::data && numbered && frame->address != bus_address()) {
        return Failed{error(Trouble::garbled,
                            "meter " + std::to_string(frame->address) + " answers in its place.")};
    }
    auto telegram = read_telegram(*frame);
    if (!telegram) {
        const bool says_no = telegram.error().fault == TelegramFault::meter_error ||
                             telegram.error().fault == TelegramFault::encrypted;
        return Failed{error(says_no ? Trouble::refused : Trouble::garbled,
                            to_string(telegram.error()) + ".")};
    }
    count_bit_ = !count_bit_;
    return std::move(*telegram);
}

std::expected<std::vector<Telegram>, ReadError> MbusMeter::all() {
    if (const auto ready = reset(); !ready) return Failed{ready.error()};
    std::vector<Telegram> found;
    do {
        if (found.size() == kTelegramsMax) {
            return Failed{error(Trouble::garbled, "it never comes to its last telegram.")};
        }
        // A lost answer is asked for again with the bit as it was: the meter repeats it.
        auto telegram = ask();
        for (unsigned tried = 1; !telegram && telegram.error().trouble == Trouble::garbled &&
                                 tried < options_.patience.tries;
             ++tried) {
            telegram = ask();
        }
        if (!telegram) return Failed{telegram.error()};
        found.push_back(std::move(*telegram));
    } while (found.back().more_follows);
    return found;
}

std::expected<std::vector<Telegram>, ReadError> MbusMeter::telegrams() {
    return with_tries(line_, [&] { return all(); });
}

std::expected<Answer, ReadError> MbusMeter::read() {
    const auto found = telegrams();
    if (!found) return Failed{found.error()};
    POS_ASSERT(!found->empty());
    const Telegram& first = found->front();
    Answer answer{.identification = first.manufacturer + (first.manufacturer.empty() ? "" : " ") +
                                    first.identification,
                  .kind = medium_name(first.medium),
                  .status = status_words(first.status)};
    for (const Telegram& telegram : *found) {
        for (const Record& record : telegram.records) {
            const auto* number = std::get_if<pos::Exact>(&record.value);
            if (number == nullptr) continue;
            Figure figure{record.meaning.quantity, *number, record.meaning.unit,
                          place_words(record)};
            for (const std::string& remark : record.meaning.remarks) {
                figure.place += (figure.place.empty() ? "" : ", ") + remark;
            }
            answer.figures.push_back(std::move(figure));
        }
    }
    return answer;
}

std::string place_words(const Record& record) {
    std::string place;
    const auto add = [&](const std::string& part) { place += (place.empty() ? "" : ", ") + part; };
    switch (record.function) {
        case Function::instantaneous:
            break;
        case Function::maximum:
            add("maximum");
            break;
        case Function::minimum:
            add("minimum");
            break;
        case Function::during_error:
            add("during an error");
            break;
    }
    if (record.storage != 0) add("storage " + std::to_string(record.storage));
    if (record.tariff != 0) add("tariff " + std::to_string(record.tariff));
    if (record.device != 0) add("device " + std::to_string(record.device));
    return place;
}

}  // namespace drivers::meter::mbus
