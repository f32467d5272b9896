// Goal: whoever reads German pages is refused in German, and on no page by talk of commands.
// Method: on a small office what people get wrong most, asked over HTTP in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

class OfficeRefusals : public test::OfficePages {
protected:
    struct Wrong {
        std::string path;
        std::string form;
        std::string english;
        std::string german;
    };

    void expect(const Wrong& wrong) const {
        for (const auto& [code, words] :
             {std::pair{"en", wrong.english}, std::pair{"de", wrong.german}}) {
            const Heard page = send(wrong.path, cookie_ + "; counterfoil_language=" + code,
                                    "mark=" + mark_ + "&" + wrong.form);
            EXPECT_EQ(page.status, 409) << wrong.form;
            const auto at = page.body.find("role=\"alert\">");
            ASSERT_NE(at, page.body.npos) << wrong.form;
            const auto from = at + 13;
            EXPECT_EQ(page.body.substr(from, page.body.find("</p>", from) - from), words);
        }
    }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeRefusals, AreInTheLanguageOfThePage) {
    till("B01", "T1");
    import_goods();
    bill_three();
    counterfoil({"meter", "fit", "M1", "kwh", "--at", begin_, "--db", db()});
    counterfoil({"terminal", "revoke", "--branch", "B01", "--terminal", "T1", "--db", db()});
    cookie_ = session();
    mark_ = ask("/overview", cookie_).mark();
    const std::string person = "&role=cashier&password=correct+horse+battery";
    expect({"/people", "name=" + person, "The name is missing.", "Der Name fehlt."});
    expect({"/people", "name=Manager" + person,
            "Manager is taken: there is one already. Choose another.",
            "Manager ist vergeben: Das gibt es schon. Wählen Sie etwas anderes."});
    expect({"/people", "name=Eve&role=cashier&password=short",
            "The password has fewer than 10 characters, or is too long.",
            "Das Passwort hat weniger als 10 Zeichen oder ist zu lang."});
    expect({"/people/person", "name=Manager&what=role&role=cashier",
            "Manager is the last manager. Make somebody else one first.",
            "Manager ist die letzte Leitung. Machen Sie zuerst jemand anderen dazu."});
    expect({"/goods/item", "number=P1&price=2&from=2001-01-01T08:30",
            "2001-01-01T08:30 has passed. Leave the time empty for now.",
            "2001-01-01T08:30 ist vorbei. Lassen Sie die Zeit leer, damit es sofort gilt."});
    expect({"/goods/item", "number=P1&price=2&branch=B09", "There is no branch B09.",
            "Eine Filiale B09 gibt es nicht."});
    expect({"/goods/item", "number=P1&price=2&from=someday",
            "someday is no day or time that there is.",
            "someday ist kein Tag und keine Zeit, die es gibt."});
    const std::string ten = "what=save&label=x&kind=percent_off&percent=10";
    expect({"/promotions/promotion", ten + "&code=", "The code is missing, such as XMAS3.",
            "Das Kürzel fehlt, etwa XMAS3."});
    expect({"/promotions/promotion", ten + "&code=A&items=NONE", "No item has the number NONE.",
            "Kein Artikel hat die Nummer NONE."});
    expect({"/promotions/promotion", ten + "&code=A&from=2100-01-02&until=2100-01-01",
            "It would be over before it begins. Check the days.",
            "Es wäre vorbei, bevor es beginnt. Prüfen Sie die Tage."});
    expect({"/settings", "lock_minutes=soon", "“soon” is no whole number that can be meant here.",
            "„soon“ ist keine ganze Zahl, die hier gemeint sein kann."});
    expect({"/billing/reminders", "what=run",
            "There are no levels of reminders yet. Set them first.",
            "Es gibt noch keine Mahnstufen. Legen Sie sie zuerst fest."});
    expect({"/billing/meters/meter?point=M1&meter=kwh", "what=enter&figure=1&at=2100-01-01T00:00",
            "2100-01-01T00:00 is still to come.", "2100-01-01T00:00 liegt noch in der Zukunft."});
    expect({"/promotions/promotion", "what=save&label=x&kind=percent_off&code=A",
            "Say what the promotion gives: fill in each figure of its kind.",
            "Sagen Sie, was die Aktion gibt: Füllen Sie jede Zahl ihrer Art aus."});
    expect({"/promotions/promotion", ten + "&code=A&hours_from=noon",
            "“noon-00:00” are no hours of a day, such as 17:00-19:00.",
            "„noon-00:00“ sind keine Stunden eines Tages, etwa 17:00-19:00."});
    expect({"/terminals/revoke", "branch=B01&terminal=T1", "No till B01-T1 sends anything here.",
            "Eine Kasse B01-T1 schickt hier nichts."});
    const std::string reading = "what=enter&at=" + test::day_ago(3, 2) + "T08:30&figure=";
    expect({"/billing/meters/meter?point=M1&meter=kwh", reading + "12345678",
            "The meter cannot show 12345678.", "12345678 kann der Zähler nicht zeigen."});
    expect(
        {"/billing/meters/meter?point=M1&meter=kwh", reading + "0",
         "0 is the last figure again: nothing was used. If it is right all the same, tick that "
         "somebody has looked twice.",
         "0 ist wieder der letzte Stand: Es wurde nichts verbraucht. Stimmt es trotzdem, kreuzen "
         "Sie an, dass jemand noch einmal nachgesehen hat."});
    expect({"/billing/tokens", "what=revoke&source=nobody", "The source nobody has no token.",
            "Die Quelle nobody hat keinen Token."});
}

}  // namespace

ON_EITHER_ENGINE(OfficeRefusals);
