#pragma once

#include <memory>

#include "drivers/card/card_terminal.hpp"
#include "drivers/card/zvt/line.hpp"
#include "drivers/transport/address.hpp"

namespace drivers::card {

/// The port that ZVT terminals listen on. source: PA00P016, 2.2
inline constexpr std::uint16_t kZvtPort = 20'007;

/// A card terminal that speaks ZVT (ECR interface) over TCP.
///
/// The line is opened when it is first needed and kept. After every break the terminal is asked
/// what its last transaction was before anything else.
///
/// owns: a thread and the line
class ZvtTerminal final : public CardTerminal {
public:
    struct Options {
        transport::TcpAddress address{};
        std::uint32_t password{0};
        std::uint16_t currency{978};  // ISO 4217
        zvt::Waits waits{};
    };
    ZvtTerminal(Options options, OnReport on_report);
    /// Ends at once; an order under way gets no Ended any more, and is asked about at the next
    /// start.
    ~ZvtTerminal() override;
    ZvtTerminal(const ZvtTerminal&) = delete;
    ZvtTerminal& operator=(const ZvtTerminal&) = delete;

    void prepare() override;
    void order(const Order& order) override;
    void keep(const pos::Ulid& attempt, bool stored) override;
    void cancel() override;
    void enquire(const Order& order) override;
    void close_day() override;

private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace drivers::card
