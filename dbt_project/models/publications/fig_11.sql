with counted as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        stageverplichting,
        'studiebewijs behaald' as categorie,
        sum(case when has_studiebewijs then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('qualification') }}
    -- R31: the school years for which kwalificaties is delivered
    where duaal = 'nee' and leerjaar = '6' and has_studiebewijs is not null
    group by schooljaar, onderwijsvorm, leerjaar, stageverplichting
)

{{ cells_of('fig_11', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'stageverplichting']) }}
