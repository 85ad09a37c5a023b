with counted as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        'groepen met stageverplichting' as categorie,
        count(distinct case when has_stageverplichting then administratieve_groep end) as aantal,
        count(distinct administratieve_groep) as noemer
    from {{ ref('enrolment_units') }}
    where n_p_stage > 0 and onderwijsvorm = 'TSO' and leerjaar = '6'
    group by schooljaar, onderwijsvorm, leerjaar
)

{{ cells_of('txt_005', ['schooljaar', 'onderwijsvorm', 'leerjaar']) }}
