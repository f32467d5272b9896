// Goal: goods, departments and taxes are looked after on head office's pages, and what was changed,
// by hand or by a file, stands there with what it was before. Method: an office asked over HTTP.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

class OfficeGoods : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        import_goods();
        counterfoil({"tax", "A", "20", "--name", "VAT", "--class", "standard", "--db", db()});
        cookie_ = session();
        mark_ = ask("/goods/item/edit?number=P0", cookie_).mark();
    }
    static bool has(const Heard& page, const std::string& text) {
        return page.body.find(text) != std::string::npos;
    }
    Heard edit(const std::string& form) const {
        return send("/goods/item/edit", cookie_,
                    "mark=" + mark_ + "&number=P0&was_name=Apple&was_sold=1" + form);
    }
    nlohmann::json item() const { return json_of({"item", "P0", "--db", db(), "--json"}); }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeGoods, AreEditedWithALookAtWhatChanges) {
    const std::string form = "&name=Red+apple&barcodes=4006381333931%0D%0A20012345";
    const Heard preview = edit(form + "&what=preview");
    EXPECT_EQ(preview.status, 200);
    EXPECT_TRUE(has(preview, "Red apple"));
    EXPECT_TRUE(has(preview, "no longer sold")) << "the box was not ticked";
    EXPECT_EQ(item()["name"], "Apple") << "looked at alone";

    EXPECT_EQ(edit(form).status, 303);
    EXPECT_EQ(item()["name"], "Red apple");
    EXPECT_EQ(item()["active"], false);
    EXPECT_EQ(item()["barcodes"].size(), 2U);
    // What the form showed and left alone is not put back over what is there now.
    EXPECT_EQ(send("/goods/item/edit", cookie_,
                   "mark=" + mark_ +
                       "&number=P0&was_name=Apple&name=Apple&sold=1"
                       "&was_barcodes=4006381333931%0A20012345&barcodes=20012345")
                  .status,
              303);
    EXPECT_EQ(item()["name"], "Red apple");
    EXPECT_EQ(item()["active"], true);
    EXPECT_EQ(item()["barcodes"].size(), 1U);

    const Heard audit = ask("/audit", cookie_);
    EXPECT_TRUE(has(audit, "P0, name: Apple → Red apple"));
    EXPECT_TRUE(has(audit, "P0, on sale: sold → no longer sold"));
    const Heard past = ask("/goods/item/changes?number=P0", cookie_);
    EXPECT_TRUE(has(past, "Red apple"));
    EXPECT_TRUE(has(past, "4006381333931"));
    const Heard refused = send("/goods/item/edit", cookie_ + "; counterfoil_language=de",
                               "mark=" + mark_ + "&number=P0&tax=none");
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "Steuerklasse gibt es nicht"));
}

TEST_P(OfficeGoods, TellWhatAFileChanged) {
    test::write_file(file("more.csv"), "number,name,price,department\nP0,Green apple,0.75,Fruit\n");
    counterfoil({"import", "items", file("more.csv"), "--db", db(), "--quiet"});
    const Heard audit = ask("/audit", cookie_);
    EXPECT_TRUE(has(audit, "Price of P0: 0.50 GBP → 0.75 GBP"));
    EXPECT_TRUE(has(audit, "P0, name: Apple → Green apple"));
    EXPECT_TRUE(has(audit, "P0, department: – → Fruit"));
    const Heard past = ask("/goods/item/changes?number=P0", cookie_);
    EXPECT_TRUE(has(past, "Green apple"));
    EXPECT_TRUE(has(past, "0.75"));
    EXPECT_FALSE(has(ask("/goods/item/changes?number=P1", cookie_), "Green apple"));
    EXPECT_EQ(ask("/goods/item/changes?number=none", cookie_).status, 404);
}

TEST_P(OfficeGoods, HaveDepartmentsAndTaxesThatAreEdited) {
    const std::string begin = "mark=" + mark_ + "&what=";
    EXPECT_EQ(send("/goods/groups", cookie_, begin + "department&department=&name=Fruit").status,
              303);
    EXPECT_EQ(send("/goods/groups", cookie_, begin + "department&department=Fruit&name=Fresh+fruit")
                  .status,
              303);
    EXPECT_TRUE(has(ask("/goods/groups", cookie_), "Fresh fruit"));
    EXPECT_EQ(
        send("/goods/groups", cookie_, begin + "department&department=&name=Fresh+fruit").status,
        409);
    EXPECT_EQ(send("/goods/groups", cookie_, begin + "tax&tax=A&percent=25&from=2100-01-01").status,
              303);
    EXPECT_EQ(send("/goods/groups", cookie_, begin + "tax&tax=&percent=5.5&name=Books").status,
              303);
    const Heard page = ask("/goods/groups", cookie_);
    EXPECT_TRUE(has(page, "from 01/01/2100")) << page.body;
    EXPECT_TRUE(has(page, "Books"));
    EXPECT_EQ(send("/goods/groups", cookie_, begin + "tax&tax=A&percent=much").status, 409);
    EXPECT_TRUE(has(ask("/audit", cookie_), "Fresh fruit"));
}

TEST_P(OfficeGoods, AreForManagersToEdit) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(ask("/goods/item/edit?number=P0", eve).status, 403);
    EXPECT_EQ(ask("/goods/groups", eve).status, 200);
    const std::string mark = ask("/account", eve).mark();
    EXPECT_EQ(send("/goods/groups", eve, "mark=" + mark + "&what=department&name=X").status, 403);
    EXPECT_EQ(item()["name"], "Apple");
}

}  // namespace

ON_EITHER_ENGINE(OfficeGoods);
