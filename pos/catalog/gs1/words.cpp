#include <algorithm>
#include <string>

#include "pos/catalog/gs1/reading.hpp"

namespace pos::catalog::gs1 {

namespace {

/// "(10) BATCH/LOT"
std::string with_title(const std::string& ai) {
    const Identifier* identifier = Dictionary::standard().find(ai);
    const std::string bracketed = '(' + ai + ')';
    if (identifier == nullptr || identifier->title.empty()) return bracketed;
    return bracketed + ' ' + identifier->title;
}

std::string characters(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " character" : " characters");
}

std::string words_of_flaw(const Error& error) {
    std::string text = with_title(error.ai) + ": ";
    if (!error.flaw) return text + "not a sound value.";
    std::string name{name_of(error.flaw->error)};
    std::ranges::replace(name, '_', ' ');
    text += name;
    if (error.flaw->length > 0) text += ", from character " + std::to_string(error.flaw->at + 1);
    return text + '.';
}

/// "01+21,02" → "(01) with (21), or (02)"
std::string groups_in_words(const std::string& groups) {
    std::string text = "(";
    for (const char c : groups) {
        if (c == '+') {
            text += ") with (";
        } else if (c == ',') {
            text += "), or (";
        } else {
            text += c;
        }
    }
    return text + ')';
}

std::string words_of_link(const Error& error) {
    switch (error.fault) {
        case Fault::link_bad_character:
            return "The web address holds a character that none may hold.";
        case Fault::link_bad_domain:
            return "The web address has no sound domain.";
        case Fault::link_no_key:
            return "The web address is no GS1 Digital Link: its path does not end in a key, such "
                   "as "
                   "/01/09521234543213, and what may follow it.";
        case Fault::link_bad_order:
            return "What follows (" + error.ai +
                   ") in the path does not belong to it, or not there.";
        case Fault::link_unknown_attribute:
            return "(" + error.ai + ") is no Application Identifier.";
        case Fault::link_not_an_attribute:
            return with_title(error.ai) + " may not stand behind the question mark.";
        case Fault::link_belongs_in_path:
            return with_title(error.ai) + " belongs in the path, not behind the question mark.";
        default:
            return with_title(error.ai) + " stands there twice.";
    }
}

std::string words_of_length(const Error& error) {
    const Identifier* identifier = Dictionary::standard().find(error.ai);
    const std::string start = with_title(error.ai);
    const bool is_short = error.fault == Fault::value_too_short;
    if (identifier == nullptr) return start + (is_short ? " is too short." : " is too long.");
    if (is_short) {
        return start + " is too short or breaks off: it takes at least " +
               characters(identifier->shortest()) + '.';
    }
    return start + " is too long: it takes at most " + characters(identifier->longest()) + '.';
}

}  // namespace

std::string words_of(const Error& error) {
    switch (error.fault) {
        case Fault::too_long:
            return "No code is that long.";
        case Fault::not_gs1:
            return "This is no GS1 code.";
        case Fault::no_elements:
            return "There is nothing in this code.";
        case Fault::bad_brackets:
            return "Brackets do not enclose an Application Identifier: (01)09521234543213(10)AB1.";
        case Fault::unknown_identifier:
            return "No Application Identifier is, or starts, \"" + error.ai + "\".";
        case Fault::no_value:
            return with_title(error.ai) + " has no value.";
        case Fault::value_too_short:
        case Fault::value_too_long:
            return words_of_length(error);
        case Fault::bad_value:
            return words_of_flaw(error);
        case Fault::too_many_elements:
            return "There are more than " + std::to_string(kElementsMax) + " elements.";
        case Fault::not_together:
            return with_title(error.ai) + " cannot stand beside " + with_title(error.other) + '.';
        case Fault::repeated_differently:
            return with_title(error.ai) + " is said twice, and differently.";
        case Fault::serial_needed:
            return with_title(error.ai) + " needs its serial number beside a signature (8030).";
        case Fault::others_needed:
            return with_title(error.ai) + " needs " + groups_in_words(error.other) + '.';
        case Fault::link_bad_character:
        case Fault::link_bad_domain:
        case Fault::link_no_key:
        case Fault::link_bad_order:
        case Fault::link_unknown_attribute:
        case Fault::link_not_an_attribute:
        case Fault::link_belongs_in_path:
        case Fault::link_repeated:
            return words_of_link(error);
        case Fault::bad_symbology:
            return "The code starts with ']' but names no symbology.";
        case Fault::bad_trade_number:
            return "The number has a wrong check digit, or is not of its symbol's length.";
    }
    return std::string{name_of(error.fault)};
}

}  // namespace pos::catalog::gs1
