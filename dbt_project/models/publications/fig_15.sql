with counted as (
    select
        -- the school year of the seventh year
        mart.vervolg_schooljaar as schooljaar,
        mart.onderwijsvorm,
        '7' as leerjaar,
        mart.duaal,
        listed.categorie,
        sum(
            case
                when mart.zevende_jaar = listed.categorie then mart.n_leerlingen
                when mart.zevende_jaar <> 'geen' and listed.categorie = 'totaal' then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('qualification') }} as mart
    cross join (values ('duaal'), ('niet duaal'), ('totaal')) as listed (categorie)
    -- R32, R33
    where mart.duaal = 'ja' and mart.zevende_jaar is not null
    group by mart.vervolg_schooljaar, mart.onderwijsvorm, mart.duaal, listed.categorie
)

{{ cells_of('fig_15', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'duaal'], hides_small=true) }}
