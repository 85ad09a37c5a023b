with counted as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        duaal,
        'studiebewijs behaald' as categorie,
        sum(case when has_studiebewijs then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('qualification') }}
    -- R31: the school years for which kwalificaties is delivered
    where duaal = 'ja' and leerjaar = '6' and has_studiebewijs is not null
    group by schooljaar, onderwijsvorm, leerjaar, duaal
)

{{ cells_of('fig_14', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'duaal'], hides_small=true) }}
