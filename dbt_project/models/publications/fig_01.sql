with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        listed.categorie,
        -- R20
        sum(
            case
                when mart.stageregistratie <> 'geen' and listed.categorie = 'met stageregistratie'
                    then mart.n_leerlingen
                when mart.stageregistratie = 'geen' and listed.categorie = 'zonder stageregistratie'
                    then mart.n_leerlingen
                else 0
            end
        ) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('internship_registration') }} as mart
    cross join (values ('met stageregistratie'), ('zonder stageregistratie')) as listed (categorie)
    where mart.stageregistratie is not null
    group by mart.schooljaar, mart.onderwijsvorm, listed.categorie
)

{{ cells_of('fig_01', ['schooljaar', 'onderwijsvorm']) }}
