#pragma once

#include <cstdint>
#include <expected>
#include <stop_token>
#include <string>
#include <variant>

#include "drivers/meter/line.hpp"
#include "drivers/meter/mbus/telegram.hpp"
#include "drivers/meter/meter.hpp"

namespace drivers::meter::mbus {

/// Which of the meters on a bus is meant: its primary address (0 to 250), or its number of eight
/// digits (and manufacturer), by which it is selected first.
struct Secondary {
    std::string identification{};  // eight digits; F stands for any
    bool operator==(const Secondary&) const = default;
};
using BusAddress = std::variant<std::uint8_t, Secondary>;

/// A meter on an M-Bus, behind a gateway that passes bytes on.
class MbusMeter final : public Meter {
public:
    struct Options {
        transport::Address address{};
        BusAddress meter{std::uint8_t{0}};
        Patience patience{};
    };
    explicit MbusMeter(Options options, std::stop_token stop = {});

    /// Of all telegrams that it has to send; numbers only. Figures of one name differ by `place`.
    std::expected<Answer, ReadError> read() override;
    /// The telegrams themselves.
    std::expected<std::vector<Telegram>, ReadError> telegrams();

private:
    std::expected<void, ReadError> reset();
    std::expected<void, ReadError> select();
    std::expected<Telegram, ReadError> ask();
    std::expected<Frame, ReadError> answer_to(const Frame& question);
    std::expected<void, ReadError> acknowledged(const Frame& command);
    std::expected<std::vector<Telegram>, ReadError> all();
    std::uint8_t bus_address() const;
    ReadError error(Trouble trouble, const std::string& what) const;

    Options options_;
    Line line_;
    bool count_bit_{true};
};

/// "maximum, storage 1, tariff 2": what tells a figure from the meter's present ones; empty of
/// those.
std::string place_words(const Record& record);

}  // namespace drivers::meter::mbus
