#include "drivers/meter/emulator/emulated_mbus.hpp"

#include <algorithm>
#include <array>

namespace drivers::meter::emulator {

using mbus::Frame;
using mbus::FrameKind;

void EmulatedMbus::disturb(const Disorder& disorder) {
    const std::scoped_lock lock{mutex_};
    disorder_ = disorder;
}

unsigned EmulatedMbus::asked() const {
    const std::scoped_lock lock{mutex_};
    return asked_;
}

EmulatedMbus::State* EmulatedMbus::addressed(std::uint8_t address) {
    const auto found = std::ranges::find_if(stations_, [&](const State& state) {
        return address == mbus::kSelected ? state.selected : state.of.address == address;
    });
    if (address == mbus::kAnyMeter && stations_.size() == 1) return &stations_.front();
    return found == stations_.end() ? nullptr : &*found;
}

/// Digits that are F stand for any.
void EmulatedMbus::select(const Frame& question) {
    pos::Bytes turned{question.data.begin(), question.data.begin() + 4};
    std::ranges::reverse(turned);
    const std::string wanted = pos::to_hex(turned);
    for (State& state : stations_) {
        state.selected =
            std::ranges::equal(wanted, state.of.identification,
                               [](char mask, char digit) { return mask == 'f' || mask == digit; });
        if (state.selected) state.begun = false;
    }
}

pos::Bytes EmulatedMbus::data_of(State& state, bool count_bit) {
    const bool repeated = state.begun && state.count_bit == count_bit;
    if (!repeated) {
        state.telegram = state.begun ? (state.telegram + 1) % state.of.telegrams : 0;
        ++state.access;
    }
    state.begun = true;
    state.count_bit = count_bit;
    Frame frame{.kind = FrameKind::data,
                .control = mbus::kAnswer,
                .address = state.of.address,
                .information = 0x72};
    frame.data = mbus::header_of({.identification = state.of.identification,
                                  .manufacturer = "CFL",
                                  .version = 1,
                                  .medium = state.of.medium,
                                  .access = state.access});
    const auto put = [&](std::initializer_list<unsigned> bytes) {
        for (const unsigned byte : bytes) frame.data.push_back(static_cast<std::byte>(byte));
    };
    const pos::Exact shown = pos::floor_of(state.of.energy_wh.at(clock_.now()));
    const auto wh = static_cast<std::uint64_t>(shown.e14 / pos::kExactScale);
    // Six bytes of watt-hours; storages by an extension of the data information.
    if (state.telegram == 0) {
        put({0x06, 0x03});
    } else {
        put({0x86U | (state.telegram & 1U) << 6U, state.telegram >> 1U, 0x03});
    }
    for (unsigned i = 0; i < 6; ++i) put({static_cast<unsigned>(wh >> (8 * i) & 0xFFU)});
    if (state.telegram + 1 < state.of.telegrams) put({0x1F});
    return bytes_of(frame);
}

pos::Bytes EmulatedMbus::answer_to(const Frame& question) {
    const pos::Bytes understood = bytes_of(Frame{});
    if (question.kind == FrameKind::data) {
        const bool selects = (question.control & 0x5FU) == mbus::kSendData &&
                             question.address == mbus::kSelected && question.information == 0x52 &&
                             question.data.size() == 8;
        if (!selects) return {};
        select(question);
        return addressed(mbus::kSelected) != nullptr ? understood : pos::Bytes{};
    }
    State* const state = addressed(question.address);
    if (question.kind != FrameKind::command || state == nullptr) return {};
    if (question.control == mbus::kInitialise) {
        state->begun = false;
        return understood;
    }
    const auto without_bit = static_cast<std::uint8_t>(question.control & ~mbus::kFrameCountBit);
    if (without_bit != mbus::kAskForData) return {};
    return data_of(*state, (question.control & mbus::kFrameCountBit) != 0);
}

void EmulatedMbus::serve(transport::Pipe& line) {
    pos::Bytes begun;
    std::array<std::byte, 512> room{};
    for (;;) {
        const auto got = line.read(room, transport::Deadline::max());
        if (!got) return;
        begun.insert(begun.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(*got));
        for (;;) {
            const auto size = mbus::size_of_frame(begun);
            if (size == std::size_t{0}) {  // noise on the bus
                begun.erase(begun.begin());
                continue;
            }
            if (!size || begun.size() < *size) break;
            const auto question = mbus::read_frame(pos::BytesView{begun}.first(*size));
            begun.erase(begun.begin(), begun.begin() + static_cast<std::ptrdiff_t>(*size));
            if (!question) continue;  // nobody answers what arrives damaged
            Disorder disorder;
            pos::Bytes answer;
            {
                const std::scoped_lock lock{mutex_};
                ++asked_;
                answer = answer_to(*question);
                // Faults are of telegrams, not of the bare sign that a meter understood.
                if (disorder_.questions > 0 && answer.size() > 1) {
                    --disorder_.questions;
                    disorder = disorder_;
                }
                if (disorder.fault == Fault::exception || disorder.fault == Fault::other_meter) {
                    Frame frame = *mbus::read_frame(answer);
                    if (disorder.fault == Fault::other_meter) ++frame.address;
                    if (disorder.fault == Fault::exception) {
                        frame.information = 0x70;
                        frame.data = {std::byte{disorder.code}};
                    }
                    answer = bytes_of(frame);
                }
            }
            if (disorder.fault == Fault::silent || answer.empty()) continue;
            if (disorder.fault == Fault::wrong_sum) answer[answer.size() - 2] ^= std::byte{0x01};
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
