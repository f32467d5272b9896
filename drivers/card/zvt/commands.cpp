#include "drivers/card/zvt/commands.hpp"

#include <charconv>

#include "drivers/card/zvt/bcd.hpp"
#include "drivers/card/zvt/fields.hpp"
#include "pos/base/assert.hpp"

namespace drivers::card::zvt {

namespace {

constexpr std::uint8_t kUtf8 = 0xFE;

// Bits of the configuration byte. source: PA00P015, table 1
constexpr std::uint8_t kTillPrintsPayments = 0x02;
constexpr std::uint8_t kTillPrintsAdministration = 0x04;
constexpr std::uint8_t kTellIntermediateStatus = 0x08;
constexpr std::uint8_t kTillStartsPayments = 0x10;
constexpr std::uint8_t kTillStartsAdministration = 0x20;
constexpr std::uint8_t kTerminalWordsReceipts = 0x80;

// Bits of a service byte. source: PA00P015, tables 5 and 12
constexpr std::uint8_t kWithStatusInformation = 0x01;
constexpr std::uint8_t kWithoutReceipt = 0x02;
constexpr std::uint8_t kWithoutSoftwareVersion = 0x02;

Apdu apdu(Command command, pos::Bytes data = {}) {
    return {static_cast<std::uint16_t>(command), std::move(data)};
}

void append(pos::Bytes& bytes, const pos::Bytes& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

pos::Bytes permitted(Command command) {
    const auto number = static_cast<std::uint16_t>(command);
    const pos::Bytes two{static_cast<std::byte>(number >> 8U),
                         static_cast<std::byte>(number & 0xFFU)};
    return tlv_object(Tag::permitted_command, two);
}

FieldWriter with_amount(const Amount& amount) {
    POS_ASSERT(amount.minor > 0 && amount.minor <= kAmountMax);
    FieldWriter data;
    data.field(Bmp::amount, to_bcd(amount.minor, 6));
    data.field(Bmp::currency, to_bcd(amount.currency, 2));
    return data;
}

pos::Bytes password_of(std::uint32_t password) {
    return to_bcd(password, 3);
}

}  // namespace

Apdu registration(const Registration& with) {
    const std::uint8_t config = kTillPrintsPayments | kTillPrintsAdministration |
                                kTellIntermediateStatus | kTillStartsPayments |
                                kTillStartsAdministration | kTerminalWordsReceipts;
    pos::Bytes commands = permitted(Command::print_text_block);
    append(commands, permitted(Command::print_line));
    append(commands, permitted(Command::intermediate_status));
    pos::Bytes objects = tlv_object(Tag::printer_width, to_bcd(with.printer_columns, 1));
    append(objects, tlv_object(Tag::permitted_commands, commands));
    append(objects, tlv_object(Tag::character_sets, tlv_object(Tag::character_set, kUtf8)));
    FieldWriter data;
    data.raw(password_of(with.password)).byte(config).raw(to_bcd(with.currency, 2)).tlv(objects);
    return apdu(Command::registration, data.take());
}

Apdu authorisation(const Amount& amount) {
    return apdu(Command::authorisation, with_amount(amount).take());
}

Apdu refund(const Amount& amount, std::uint32_t password) {
    FieldWriter data;
    data.raw(password_of(password)).raw(with_amount(amount).take());
    return apdu(Command::refund, data.take());
}

Apdu reversal(const std::string& receipt, const Amount& amount, std::uint32_t password) {
    std::uint64_t number = 0;
    const char* const end = receipt.data() + receipt.size();
    const auto read = std::from_chars(receipt.data(), end, number);
    POS_ASSERT(read.ec == std::errc{} && read.ptr == end && number <= 9'999);
    FieldWriter data;
    data.raw(password_of(password)).field(Bmp::receipt_number, to_bcd(number, 2));
    data.raw(with_amount(amount).take());
    return apdu(Command::reversal, data.take());
}

Apdu end_of_day(std::uint32_t password) {
    return apdu(Command::end_of_day, password_of(password));
}

Apdu last_transaction(std::uint32_t password) {
    FieldWriter data;
    data.raw(password_of(password));
    data.field(Bmp::service_byte, kWithStatusInformation | kWithoutReceipt);
    return apdu(Command::repeat_receipt, data.take());
}

Apdu status_enquiry(std::uint32_t password) {
    FieldWriter data;
    data.raw(password_of(password)).field(Bmp::service_byte, kWithoutSoftwareVersion);
    return apdu(Command::status_enquiry, data.take());
}

Apdu abort_by_till() {
    return apdu(Command::abort_by_till);
}

Apdu acknowledge() {
    return apdu(Command::acknowledged);
}

Apdu refuse(std::uint8_t why) {
    return {static_cast<std::uint16_t>(kRefusedClass | why), {}};
}

}  // namespace drivers::card::zvt
