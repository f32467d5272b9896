#include "drivers/printer/paper/profile_model.hpp"

namespace drivers::printer::paper {

Model model_of(const Profile& profile) {
    Model model{.language = profile.language == PrinterLanguage::escpos ? Language::escpos
                                                                        : Language::star_line,
                .dots = profile.dots,
                .dots_per_inch = profile.dots_per_inch,
                .feed_steps_per_inch = profile.feed_steps_per_inch,
                .multibyte_on = profile.multibyte_off};
    for (const NumberedPage& page : profile.pages) model.pages.push_back({page.number, page.name});
    return model;
}

}  // namespace drivers::printer::paper
