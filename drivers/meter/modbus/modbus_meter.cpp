#include "drivers/meter/modbus/modbus_meter.hpp"

namespace drivers::meter::modbus {

namespace {

using Failed = std::unexpected<ReadError>;

}  // namespace

ModbusMeter::ModbusMeter(Options options, std::stop_token stop)
    : options_{std::move(options)},
      blocks_{blocks_of(options_.map)},
      line_{options_.address, options_.patience, std::move(stop)} {}

ReadError ModbusMeter::error(Trouble trouble, const std::string& what) const {
    return {trouble, line_.name() + ", unit " + std::to_string(options_.unit) + ": " + what};
}

std::expected<std::vector<std::uint16_t>, ReadError> ModbusMeter::ask(const Block& block) {
    const Question question{.transaction = ++transaction_,
                            .unit = options_.unit,
                            .table = block.table,
                            .address = block.address,
                            .count = block.count};
    if (const auto sent = line_.send(bytes_of(question)); !sent) return Failed{sent.error()};
    const auto until = transport::after(options_.patience.answer);
    for (;;) {
        const auto message = line_.receive(size_of_message, until);
        if (!message) return Failed{message.error()};
        auto reply = read_reply(*message);
        // The answer to a question that we gave up on may come late.
        if (reply && reply->transaction != question.transaction) continue;
        if (!reply) return Failed{error(Trouble::garbled, "its answer makes no sense.")};
        if (reply->unit != question.unit ||
            reply->function != static_cast<std::uint8_t>(question.table)) {
            return Failed{error(Trouble::garbled, "it answers another question.")};
        }
        if (reply->exception != 0) {
            // One that is busy is asked again, as one that says nothing.
            const Trouble trouble = is_busy(reply->exception) ? Trouble::silent : Trouble::refused;
            return Failed{error(trouble, "register " + std::to_string(block.address) + ": " +
                                             exception_words(reply->exception) + ".")};
        }
        if (reply->registers.size() != block.count) {
            return Failed{
                error(Trouble::garbled, "it answers " + std::to_string(reply->registers.size()) +
                                            " registers for " + std::to_string(block.count) + ".")};
        }
        return std::move(reply->registers);
    }
}

std::expected<Answer, ReadError> ModbusMeter::read() {
    std::vector<std::optional<pos::Exact>> figures(options_.map.registers.size());
    for (const Block& block : blocks_) {
        const auto words = with_tries(line_, [&] { return ask(block); });
        if (!words) return Failed{words.error()};
        for (const std::size_t i : block.registers) {
            const Register& of = options_.map.registers[i];
            const auto begin = static_cast<std::size_t>(of.address - block.address);
            figures[i] = figure_of(std::span{*words}.subspan(begin, size_of(of.type)), of);
        }
    }
    Answer answer{.kind = options_.map.kind};
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const Register& of = options_.map.registers[i];
        if (figures[i]) {
            answer.figures.push_back({of.name, *figures[i], of.unit, ""});
        } else {
            answer.status += (answer.status.empty() ? "" : ", ") + of.name + " is no number";
        }
    }
    return answer;
}

}  // namespace drivers::meter::modbus
