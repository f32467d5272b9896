#pragma once

namespace till::ui {

/// Pictures from Font Awesome; the value is the character.
enum class Icon : char32_t {
    none = 0,
    search = 0xF002,
    person = 0xF007,
    check = 0xF00C,
    cross = 0xF00D,
    gear = 0xF013,
    print = 0xF02F,
    barcode = 0xF02A,
    back = 0xF060,
    forward = 0xF061,
    plus = 0xF067,
    minus = 0xF068,
    warning = 0xF071,
    lock = 0xF023,
    chevron_up = 0xF077,
    chevron_down = 0xF078,
    up = 0xF0D8,
    down = 0xF0D7,
    cash = 0xF0D6,
    cart = 0xF07A,
    card = 0xF09D,
    scale = 0xF24E,
    undo = 0xF0E2,
    pause = 0xF04C,
    tag = 0xF02B,
    question = 0xF059,
    info = 0xF05A,
    erase = 0xF55A,
    calendar = 0xF073,
    chart = 0xF080,
    language = 0xF1AB,
    sun = 0xF185,
    moon = 0xF186,
    signal = 0xF012,
    receipt = 0xF0F6,
    trash = 0xF014,
    list = 0xF03A,
    clock = 0xF017,
};

}  // namespace till::ui
