#include "drivers/scale/emulator/emulated_scale.hpp"

#include <array>
#include <bit>
#include <cstdlib>
#include <utility>

#include "drivers/scale/dialog06.hpp"

namespace drivers::scale::emulator {

namespace {

constexpr char kStx = '\x02';
constexpr char kEtx = '\x03';
constexpr char kEot = '\x04';
constexpr char kEnq = '\x05';
constexpr char kEsc = '\x1B';
const std::string kAck{"\x06"};
const std::string kNak{"\x15"};

std::string padded(std::int64_t value, std::size_t digits) {
    const std::string text = std::to_string(value);
    return text.size() >= digits ? text : std::string(digits - text.size(), '0') + text;
}

/// "01.234"
std::string kilograms(std::int64_t grams) {
    const std::int64_t size = std::abs(grams);
    const std::string whole = padded(size / 1'000, grams < 0 ? 1 : 2);
    return (grams < 0 ? "-" : "") + whole + '.' + padded(size % 1'000, 3);
}

}  // namespace

void EmulatedScale::put(const Load& load) {
    const std::scoped_lock lock{mutex_};
    load_ = load;
}
Load EmulatedScale::load() const {
    const std::scoped_lock lock{mutex_};
    return load_;
}
std::uint32_t EmulatedScale::price_minor() const {
    const std::scoped_lock lock{mutex_};
    return price_minor_;
}

void EmulatedScale::take_tare() {
    if (!load_.moving && !load_.over && load_.grams >= 0) tare_g_ = load_.grams;
}

std::string EmulatedScale::toledo_answer(char command) {
    if (command == 'T') take_tare();
    if (command == 'C') tare_g_ = 0;
    const std::int64_t net = load_.grams - tare_g_;
    unsigned state = 0x40;
    if (load_.moving) state |= 0x01;
    if (load_.over) state |= 0x02;
    if (net < 0) state |= 0x04;
    if (net == 0) state |= 0x10;
    const bool weight = command == 'W' && (state & 0x07U) == 0;
    const std::string inside = weight ? kilograms(net) + (tare_g_ != 0 ? "N" : "")
                                      : std::string{'?', static_cast<char>(state)};
    return kStx + inside + '\r';
}

std::string EmulatedScale::nci_answer(char command) {
    if (command != 'W' && command != 'S' && command != 'Z' && command != 'T') return "\n?\r\x03";
    if (command == 'T') take_tare();
    const std::int64_t net = load_.grams - tare_g_;
    char first = '0';
    char second = '0';
    if (load_.moving) first = static_cast<char>(first | 0x01);
    if (net == 0) first = static_cast<char>(first | 0x02);
    if (net < 0) second = static_cast<char>(second | 0x01);
    if (load_.over) second = static_cast<char>(second | 0x02);
    std::string state{first, second};
    if (tare_g_ != 0) state = {first, static_cast<char>(second | 0x40), '4'};
    const std::string weight = load_.over ? "^^^^^^" : kilograms(net);
    return (command == 'W' ? "\n" + weight + "kg\r" : std::string{}) + "\n" + state + "\r\x03";
}

std::string EmulatedScale::dialog06_result() {
    if (verdict_) {
        const bool good = *std::exchange(verdict_, std::nullopt);
        return std::string{kStx} + "11" + kEsc + (good ? "1" : "0") + kEtx;
    }
    const std::int64_t net = load_.grams - tare_g_;
    const std::int64_t amount = (net * price_minor_ + 500) / 1'000;
    weighed_ = load_;
    return std::string{kStx} + "02" + kEsc + "3" + kEsc + padded(net, 5) + kEsc +
           padded(price_minor_, 6) + kEsc + padded(amount, 6) + kEtx;
}

/// `request` from EOT to ETX or ENQ.
std::string EmulatedScale::dialog06_answer(const std::string& request) {
    const auto refuse = [&](unsigned why) {
        status_ = why;
        return kNak;
    };
    if (request == std::string{kEot, kEnq}) return dialog06_result();
    if (request.size() < 5 || request[1] != kStx) return {};
    const std::string record = request.substr(2, 2);
    if (record == "08") return std::string{kStx} + "09" + kEsc + padded(status_, 2) + kEtx;
    if (record == "10") {
        const auto sum = std::strtoul(request.substr(5, 4).c_str(), nullptr, 16);
        const auto rest = std::strtoul(request.substr(9, 4).c_str(), nullptr, 16);
        const auto plain = static_cast<std::uint16_t>(
            std::rotr(static_cast<std::uint16_t>(sum), options_.random >> 4U));
        const auto wanted =
            dialog06::proof_of(plain, options_.polynomial.value_or(0), options_.random);
        verdict_ = wanted.remainder == rest;
        proof_given_ = *verdict_;
        until_proof_ = options_.proof_every;
        return kAck;
    }
    if (record != "01" && record != "03") return refuse(10);
    if (options_.polynomial && (!proof_given_ || until_proof_ == 0)) {
        proof_given_ = false;
        constexpr std::string_view kDigits = "0123456789ABCDEF";
        return std::string{kStx} + "11" + kEsc + '2' + kDigits[options_.random >> 4U] +
               kDigits[options_.random & 0xFU] + kEtx;
    }
    price_minor_ = static_cast<std::uint32_t>(std::atoi(request.substr(5, 6).c_str()));
    tare_g_ = record == "03" ? std::atoi(request.substr(12, 4).c_str()) : 0;
    const std::int64_t net = load_.grams - tare_g_;
    if (load_.over) return refuse(32);
    if (load_.moving) return refuse(20);
    if (net < 0) return refuse(31);
    constexpr std::int64_t kLeast_g = 5;
    if (net < kLeast_g) {
        weighed_.reset();
        return refuse(30);
    }
    if (weighed_ == load_) return refuse(21);
    if (until_proof_ > 0) --until_proof_;
    return kAck;
}

void EmulatedScale::serve(transport::Pipe& line) {
    std::string request;
    std::array<std::byte, 64> room{};
    for (;;) {
        const auto got = line.read(room, transport::Deadline::max());
        if (!got) return;
        for (std::size_t at = 0; at < *got; ++at) {
            const char c = static_cast<char>(std::to_integer<unsigned>(room[at]) & 0x7FU);
            std::string answer;
            {
                const std::scoped_lock lock{mutex_};
                switch (options_.protocol) {
                    case Protocol::toledo_8217:
                        answer = toledo_answer(c);
                        break;
                    case Protocol::nci:
                        if (c != '\r') request += c;
                        if (c == '\r' && !request.empty()) answer = nci_answer(request.front());
                        if (c == '\r') request.clear();
                        break;
                    case Protocol::dialog06:
                        if (c == kEot) request.clear();
                        request += c;
                        if (c == kEtx || c == kEnq) {
                            answer = dialog06_answer(request);
                            request.clear();
                        }
                        break;
                    case Protocol::hid:
                        break;
                }
                if (load_.silent) answer.clear();
                if (load_.garbled && !answer.empty()) answer = "\x02*#!\r\x03";
            }
            if (!answer.empty() &&
                !line.write(pos::as_bytes(answer), transport::after(std::chrono::seconds{5}))) {
                return;
            }
        }
    }
}

}  // namespace drivers::scale::emulator
