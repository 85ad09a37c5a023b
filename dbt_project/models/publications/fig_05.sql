with counted as (
    select
        mart.schooljaar,
        mart.aanbieder,
        listed.onderwijsvorm,
        listed.leerjaar,
        'leerlingen' as categorie,
        sum(
            case
                when mart.onderwijsvorm = listed.onderwijsvorm and mart.leerjaar = listed.leerjaar
                    then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('dual_learning') }} as mart
    cross join (
        values ('BSO', '5'), ('BSO', '6'), ('BSO', '7'), ('TSO', '5'), ('TSO', '6')
    ) as listed (onderwijsvorm, leerjaar)
    where mart.is_p_dual_3 and (mart.aanbieder <> 'SYNTRA' or mart.schooljaar >= '{{ var("syntra_vanaf") }}')
    group by mart.schooljaar, mart.aanbieder, listed.onderwijsvorm, listed.leerjaar
)

{{ cells_of('fig_05', ['schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar']) }}
