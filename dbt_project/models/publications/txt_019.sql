with counted as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        duaal,
        'eerder niet-duaal in hetzelfde leerjaar' as categorie,
        sum(case when is_eerder_niet_duaal then n_leerlingen else 0 end) as aantal,
        sum(n_leerlingen) as noemer
    from {{ ref('qualification') }}
    where duaal = 'ja'
    group by schooljaar, onderwijsvorm, leerjaar, duaal
)

{{ cells_of('txt_019', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'duaal'], hides_small=true) }}
