#include "drivers/meter/emulator/emulated_modbus.hpp"

#include <array>
#include <utility>

namespace drivers::meter::emulator {

void EmulatedModbus::disturb(const Disorder& disorder) {
    const std::scoped_lock lock{mutex_};
    disorder_ = disorder;
}

unsigned EmulatedModbus::asked() const {
    const std::scoped_lock lock{mutex_};
    return asked_;
}

std::optional<std::uint16_t> EmulatedModbus::word_at(modbus::Table table, std::uint16_t address,
                                                     pos::Instant now) const {
    for (std::size_t i = 0; i < map_.registers.size(); ++i) {
        const modbus::Register& of = map_.registers[i];
        const unsigned end = of.address + unsigned{size_of(of.type)};
        if (of.table != table || address < of.address || address >= end) continue;
        return words_of(counters_[i].at(now), of)[static_cast<std::size_t>(address - of.address)];
    }
    return std::nullopt;
}

modbus::Reply EmulatedModbus::reply_to(const modbus::Question& question) {
    modbus::Reply reply{.transaction = question.transaction,
                        .unit = question.unit,
                        .function = static_cast<std::uint8_t>(question.table)};
    if (question.unit != unit_) {
        reply.exception = 11;
        return reply;
    }
    if (question.count == 0 || question.count > modbus::kRegistersMax) {
        reply.exception = 3;
        return reply;
    }
    const pos::Instant now = clock_.now();
    for (unsigned i = 0; i < question.count; ++i) {
        const auto word =
            word_at(question.table, static_cast<std::uint16_t>(question.address + i), now);
        if (!word) {
            reply.registers.clear();
            reply.exception = 2;
            return reply;
        }
        reply.registers.push_back(*word);
    }
    return reply;
}

void EmulatedModbus::serve(transport::Pipe& line) {
    pos::Bytes begun;
    std::array<std::byte, 512> room{};
    for (;;) {
        const auto got = line.read(room, transport::Deadline::max());
        if (!got) return;
        begun.insert(begun.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(*got));
        for (;;) {
            const auto size = modbus::size_of_message(begun);
            if (size == std::size_t{0}) return;  // no Modbus: hang up
            if (!size || begun.size() < *size) break;
            const auto question = modbus::read_question(pos::BytesView{begun}.first(*size));
            begun.erase(begun.begin(), begun.begin() + static_cast<std::ptrdiff_t>(*size));
            if (!question) return;
            Disorder disorder;
            pos::Bytes answer;
            {
                const std::scoped_lock lock{mutex_};
                ++asked_;
                if (disorder_.questions > 0) {
                    --disorder_.questions;
                    disorder = disorder_;
                }
                modbus::Reply reply = reply_to(*question);
                if (disorder.fault == Fault::exception) {
                    reply = {reply.transaction, reply.unit, reply.function, disorder.code, {}};
                }
                if (disorder.fault == Fault::other_meter) ++reply.unit;
                if (disorder.fault == Fault::too_few && !reply.registers.empty()) {
                    reply.registers.pop_back();
                }
                answer = bytes_of(reply);
            }
            if (disorder.fault == Fault::silent) continue;
            if (disorder.fault == Fault::wrong_sum) answer[8] ^= std::byte{0x01};  // byte count
            if (disorder.fault == Fault::cut_off) answer.resize(answer.size() / 2);
            if (disorder.fault == Fault::twice) {
                const pos::Bytes once = answer;
                answer.insert(answer.end(), once.begin(), once.end());
            }
            if (!line.write(answer, transport::after(std::chrono::seconds{5}))) return;
            if (disorder.fault == Fault::cut_off) return;
        }
    }
}

}  // namespace drivers::meter::emulator
